-- Which version of the steps a run takes, why a home moves, and when a run that nobody began is tried again.
alter table provisioning_run add column set_up varchar(20);
alter table provisioning_run add column move_reason varchar(20);
alter table provisioning_run add column retry_at timestamp(6) with time zone;
create index provisioning_run_to_retry on provisioning_run (state, retry_at);
update provisioning_run set retry_at = current_timestamp
    where state = 'FAILED' and started_by_name is null and not by_staff;
