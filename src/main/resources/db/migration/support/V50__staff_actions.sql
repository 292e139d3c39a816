-- What support staff asked to do to a tenant, and who had to agree.
create table staff_action (
    id               bigint generated always as identity primary key,
    tenant_id        uuid not null,
    waiting_tenant   uuid unique,
    kind             varchar(12) not null,
    state            varchar(24) not null,
    target           varchar(20),
    begins_at        timestamp(6) with time zone,
    reason           varchar(2000) not null,
    reference        varchar(100) not null,
    asked_by         uuid not null,
    asked_by_name    varchar(256) not null,
    asked_from       varchar(64),
    asked_at         timestamp(6) with time zone not null,
    needs_colleague  boolean not null,
    needs_customer   boolean not null,
    colleague_name   varchar(256),
    customer_name    varchar(256),
    answer           varchar(2000),
    problem          varchar(120),
    run_id           bigint,
    bulk_id          bigint,
    mailed           int,
    ended_at         timestamp(6) with time zone,
    version          bigint not null
);
create index staff_action_of_tenant on staff_action (tenant_id, id);
create index staff_action_by_age on staff_action (state, asked_at);
create index staff_action_of_bulk on staff_action (bulk_id, id);

-- Tenants that want to be asked before support does anything to them.
create table approval_policy (
    tenant_id uuid not null primary key,
    required  boolean not null
);
