create table tenant_home (
    tenant_id   uuid not null primary key,
    data_center varchar(20) not null,
    reason      varchar(20) not null,
    state       varchar(10) not null,
    reserved_at timestamp(6) with time zone not null,
    opened_at   timestamp(6) with time zone,
    kept_until  timestamp(6) with time zone,
    version     bigint not null
);
create index tenant_home_by_end on tenant_home (kept_until);

create table provisioning_run (
    id              bigint generated always as identity primary key,
    tenant_id       uuid not null,
    active_tenant   uuid unique,
    kind            varchar(10) not null,
    state           varchar(12) not null,
    turned_back     boolean not null,
    fresh_home      boolean not null,
    attempt         int not null,
    started_by_name varchar(256),
    started_at      timestamp(6) with time zone not null,
    finished_at     timestamp(6) with time zone,
    version         bigint not null
);
create index provisioning_run_of_tenant on provisioning_run (tenant_id, id);
create index provisioning_run_finished on provisioning_run (kind, state, id);

create table provisioning_run_step (
    run_id      bigint not null references provisioning_run (id),
    position    int not null,
    name        varchar(60) not null,
    state       varchar(10) not null,
    started_at  timestamp(6) with time zone,
    finished_at timestamp(6) with time zone,
    problem     varchar(120),
    reference   varchar(20),
    primary key (run_id, position)
);

create table location_statement (
    tenant_id              uuid not null primary key,
    endpoint               varchar(20),
    through_azure_defender boolean not null,
    stated_by_name         varchar(256) not null,
    stated_at              timestamp(6) with time zone not null
);
