-- The end of each tenant's chain; its row is locked while an entry is appended.
create table audit_chain (
    tenant_id uuid not null primary key,
    length    bigint not null,
    head      varchar(64) not null
);

create table audit_entry (
    tenant_id    uuid not null,
    number       bigint not null,
    at           timestamp(6) with time zone not null,
    actor_kind   varchar(8) not null,
    actor_id     uuid,
    actor_name   varchar(256),
    on_behalf_of varchar(64),
    address      varchar(64),
    what         varchar(100) not null,
    object_kind  varchar(64),
    object_id    varchar(400),
    old_value    varchar(10000),
    new_value    varchar(10000),
    reason       varchar(2000),
    reference    varchar(100),
    outcome      varchar(8) not null,
    previous     varchar(64) not null,
    hash         varchar(64) not null,
    primary key (tenant_id, number)
);
-- One for each filter of the page, in the page's order.
create index audit_entry_by_what on audit_entry (tenant_id, what, number);
create index audit_entry_by_actor on audit_entry (tenant_id, actor_id, number);
create index audit_entry_by_outcome on audit_entry (tenant_id, outcome, number);
create index audit_entry_by_time on audit_entry (tenant_id, at);
