-- Which version of the steps a home was last built by, and since when it is frozen because it moves.
alter table tenant_home add column set_up varchar(20);
alter table tenant_home add column frozen_since timestamp(6) with time zone;
create index tenant_home_by_set_up on tenant_home (state, set_up, tenant_id);

-- Where a tenant's data has been. Without gone_at it is still there, in its home or in a former one.
create table residence (
    id          bigint generated always as identity primary key,
    tenant_id   uuid not null,
    data_center varchar(20) not null,
    reason      varchar(20) not null,
    since       timestamp(6) with time zone not null,
    moved_out   timestamp(6) with time zone,
    kept_until  timestamp(6) with time zone,
    gone_at     timestamp(6) with time zone,
    version     bigint not null
);
create index residence_of_tenant on residence (tenant_id, id);
create index residence_by_end on residence (kept_until);
insert into residence (tenant_id, data_center, reason, since, version)
    select tenant_id, data_center, reason, reserved_at, 0 from tenant_home order by reserved_at;

-- A run for staff says why; a move also whereto, when it may begin, and what was compared.
alter table provisioning_run add column target varchar(20);
alter table provisioning_run add column begins_at timestamp(6) with time zone;
alter table provisioning_run add column by_staff boolean default false not null;
alter table provisioning_run add column reason varchar(2000);
alter table provisioning_run add column reference varchar(100);
alter table provisioning_run add column tables_compared int;
alter table provisioning_run add column rows_compared bigint;

alter table provisioning_run_step add column work varchar(10) default 'BUILD' not null;
update provisioning_run_step set work = 'TAKE_AWAY'
    where run_id in (select id from provisioning_run where kind = 'REMOVE');

-- Where staff have promised a tenant a place, whatever the rules would propose.
create table promised_location (
    tenant_id   uuid not null primary key,
    data_center varchar(20) not null,
    promised_at timestamp(6) with time zone not null
);
