create table known_person (
    tenant_id    uuid not null,
    person_id    uuid not null,
    name         varchar(256) not null,
    user_name    varchar(320) not null,
    views        boolean not null,
    last_sign_in timestamp(6) with time zone not null,
    language     varchar(8),
    theme        varchar(8),
    zone         varchar(64) not null,
    primary key (tenant_id, person_id)
);
create index known_person_who_views on known_person (tenant_id, views);
