create table decision (
    id           bigint generated always as identity primary key,
    tenant_id    uuid not null,
    kind         varchar(4) not null,
    automatic    boolean not null,
    made_by      uuid,
    made_by_name varchar(256) not null,
    made_at      timestamp(6) with time zone not null
);
create index decision_of_tenant on decision (tenant_id, id);

create table identity_data (
    tenant_id  uuid not null primary key,
    integrated boolean not null
);
