-- Verifications of all chains. under_way is true or null, and unique: there is one at a time.
create table audit_round (
    id          bigint generated always as identity primary key,
    under_way   boolean unique,
    tenant_id   uuid not null,
    started_by  varchar(256) not null,
    started_at  timestamp(6) with time zone not null,
    finished_at timestamp(6) with time zone,
    attempt     int not null,
    last_tenant uuid,
    chains      bigint not null,
    checked     bigint not null,
    entries     bigint not null,
    broken      bigint not null
);

create table audit_round_break (
    round_id  bigint not null references audit_round (id) on delete cascade,
    tenant_id uuid not null,
    number    bigint not null,
    primary key (round_id, tenant_id)
);
