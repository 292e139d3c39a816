insert into "DeviceNetworkEvents" by name
select cast(md5('n' || i) as uuid) as "$Key", t + 600000000 as "$IngestionTime", t as "Timestamp",
    md5('d' || device) as "DeviceId", 'device' || device || '.contoso.example' as "DeviceName",
    'ConnectionSuccess' as "ActionType", '10.' || host % 200 || '.' || host // 200 || '.' || host % 250 as "RemoteIP",
    case dice(i, 1) % 4 when 0 then 80 else 443 end as "RemotePort", word(host) || '.example' as "RemoteUrl",
    '192.168.' || device % 250 || '.' || device // 250 as "LocalIP", cast(1024 + dice(i, 2) % 60000 as integer) as "LocalPort",
    'Tcp' as "Protocol", 'Private' as "LocalIPType", 'Public' as "RemoteIPType",
    case program when 2 then 'powershell.exe' else word(program) || '.exe' end as "InitiatingProcessFileName",
    cast(4 + dice(i, 3) % 30000 as bigint) as "InitiatingProcessId", 'user' || device as "InitiatingProcessAccountName", i as "ReportId"
from (
    select i, happened(i, :rows) as t, few(i, 20, 2000) as device, few(i, 21, 5000) as host, few(i, 22, 400) as program
    from (select range as i from range(:first, :until)))
