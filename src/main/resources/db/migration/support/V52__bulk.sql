-- One act for many tenants, some at a time.
create table bulk (
    id            bigint generated always as identity primary key,
    act           varchar(12) not null,
    target        varchar(20),
    reason        varchar(2000) not null,
    reference     varchar(100) not null,
    batch_size    int not null,
    pause_seconds int not null,
    failures_to_stop int not null,
    state         varchar(10) not null,
    asked_by      uuid not null,
    asked_by_name varchar(256) not null,
    asked_from    varchar(64),
    started_at    timestamp(6) with time zone not null,
    next_at       timestamp(6) with time zone not null,
    finished_at   timestamp(6) with time zone,
    version       bigint not null
);

create table bulk_item (
    id        bigint generated always as identity primary key,
    bulk_id   bigint not null references bulk (id),
    tenant_id uuid not null,
    begun_at  timestamp(6) with time zone,
    action_id bigint,
    problem   varchar(120)
);
create index bulk_item_of_bulk on bulk_item (bulk_id, id);
