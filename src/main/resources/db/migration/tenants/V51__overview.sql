-- One row for each tenant: what the list for support staff shows, filters and sorts by. Keys of the order are bytes,
-- so that each database sorts alike and a page can begin anywhere.
create table tenant_overview (
    tenant_id     uuid not null primary key,
    sort_key      bytea not null,
    name          varchar(300) not null,
    domain        varchar(300),
    state         varchar(20) not null,
    license       varchar(20) not null,
    data_center   varchar(20),
    set_up        varchar(20),
    outdated      boolean not null,
    last_sign_in  timestamp(6) with time zone,
    open_requests bigint not null,
    failed        boolean not null,
    failed_step   varchar(60),
    failed_run    bigint
);
create index tenant_overview_by_name on tenant_overview (sort_key, tenant_id);
create index tenant_overview_by_state on tenant_overview (state, sort_key, tenant_id);
create index tenant_overview_by_place on tenant_overview (data_center, sort_key, tenant_id);
create index tenant_overview_by_state_and_place on tenant_overview (state, data_center, sort_key, tenant_id);
create index tenant_overview_by_outdated on tenant_overview (outdated, sort_key, tenant_id);
create index tenant_overview_by_failed on tenant_overview (failed, sort_key, tenant_id);

-- What a tenant is found by: its name from each word on, its domain and its id, in small letters.
create table tenant_term (
    term      bytea not null,
    tenant_id uuid not null,
    primary key (term, tenant_id)
);
create index tenant_term_of_tenant on tenant_term (tenant_id, term);

-- What staff want their colleagues to know of a tenant. The tenant never sees it.
create table tenant_note (
    id             bigint generated always as identity primary key,
    tenant_id      uuid not null,
    text           varchar(4000) not null,
    written_by     uuid not null,
    written_by_name varchar(256) not null,
    written_at     timestamp(6) with time zone not null
);
create index tenant_note_of_tenant on tenant_note (tenant_id, id);
