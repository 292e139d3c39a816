create table help_request (
    id               bigint generated always as identity (start with 1001) primary key,
    tenant_id        uuid not null,
    person_id        uuid not null,
    person_name      varchar(256) not null,
    user_name        varchar(320) not null,
    topic            varchar(20) not null,
    data_center      varchar(20),
    first_words      varchar(100) not null,
    contact          varchar(320) not null,
    language         varchar(8) not null,
    -- What was sent along, as it was at that moment.
    tenant_name      varchar(256) not null,
    page             varchar(1000) not null,
    roles            varchar(200) not null,
    guest            boolean not null,
    product_state    varchar(20) not null,
    error_reference  varchar(20),
    error_at         timestamp(6) with time zone,
    state            varchar(20) not null,
    -- Of the state: the oldest that waits for us comes first.
    since            timestamp(6) with time zone not null,
    created_at       timestamp(6) with time zone not null,
    last_reply_at    timestamp(6) with time zone not null,
    assigned_to      uuid,
    assigned_to_name varchar(256),
    version          bigint not null
);
-- One for each filter of the queue, in the queue's order.
create index help_request_queue on help_request (state, since, id);
create index help_request_queue_by_topic on help_request (state, topic, since, id);
create index help_request_queue_by_assigned on help_request (state, assigned_to, since, id);
create index help_request_of_tenant on help_request (tenant_id, id);
create index help_request_of_person on help_request (tenant_id, person_id, id);
create index help_request_open_of_tenant on help_request (tenant_id, state);

-- What was said about a request and what became of it, in its order.
create table help_entry (
    id          bigint generated always as identity primary key,
    request_id  bigint not null references help_request (id),
    tenant_id   uuid not null,
    kind        varchar(10) not null,
    staff       boolean not null,
    author_id   uuid not null,
    author_name varchar(256) not null,
    message     varchar(10000),
    at          timestamp(6) with time zone not null,
    form_id     uuid,
    -- A form that is sent twice says something once.
    unique (tenant_id, author_id, form_id)
);
create index help_entry_of_request on help_entry (request_id, id);
create index help_entry_of_author on help_entry (tenant_id, author_id, at);

-- Whoever has asked for something; the row is locked while one more message of the person is counted and written.
create table help_sender (
    tenant_id uuid not null,
    person_id uuid not null,
    primary key (tenant_id, person_id)
);
