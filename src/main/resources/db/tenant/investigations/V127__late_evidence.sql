-- Until which change of alerts was looked, and the alert that changed last until then.
alter table investigation_course add column changed_at timestamp(6) with time zone
    default timestamp with time zone '1970-01-01 00:00:00+00' not null;
alter table investigation_course add column changed_alert bigint default 0 not null;
update investigation_course set changed_at = coalesce((select max(changed_at) from alert), changed_at);
-- A hash of what was taken of it; null where it was taken before this was kept.
alter table investigation_alert add column taken varchar(64);
