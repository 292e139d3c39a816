create table "Logons" (
    "Timestamp" bigint, "DeviceName" varchar not null, "AccountName" varchar not null, "Attempts" bigint,
    "Share" double, "IsAdmin" boolean, "Details" variant);
insert into "Logons"
select epoch_us(t) * 10 + 621355968000000000, d, a, n, s, i, cast(cast(j as json) as variant) from (values
    (timestamp '2026-11-25 08:00:00', 'wks-1.contoso.example', 'Ada', 1, 0.5::double, true, '{"ip":"10.0.0.1","tags":["a","b"]}'),
    (timestamp '2026-11-25 08:30:00', 'wks-2.contoso.example', 'olga', 3, null, false, '{"ip":"10.0.0.2","port":443}'),
    (timestamp '2026-11-25 09:15:00', 'WKS-1.contoso.example', 'ada', null, 2.5::double, null, null),
    (timestamp '2026-11-24 23:59:59.999999', 'srv_sql', '', 12, -1.0::double, false, '{"tags":[]}'),
    (null, 'srv-web', 'svc-web', 0, 'nan'::double, true, '"text"')) v(t, d, a, n, s, i, j);
