-- How far the home’s alerts and actions were looked at, and the next number.
create table investigation_course (
    id          integer not null primary key,
    alert       bigint not null,
    next_number bigint not null,
    actions_at  timestamp(6) with time zone not null
);
insert into investigation_course (id, alert, next_number, actions_at)
select 1, next_alert - 1, 1, timestamp with time zone '1970-01-01 00:00:00+00' from grouping where id = 1;

-- Alerts that were not decided on: their evidence is not there, or Microsoft may still examine them itself.
create table investigation_candidate (
    alert   bigint not null primary key,
    seen_at timestamp(6) with time zone not null,
    look_at timestamp(6) with time zone not null
);
create index investigation_candidate_due on investigation_candidate (look_at, alert);

create table investigation (
    number       bigint not null primary key,
    field        varchar(10) not null,
    state        varchar(30) not null,
    -- What is done next, and which part of it.
    stage        varchar(10) not null,
    part         integer not null,
    about_kind   varchar(20) not null,
    about_key    varchar(400) not null,
    about_name   varchar(400) not null,
    -- The alert that it began with.
    alert        bigint not null,
    alert_id     varchar(200) not null,
    title        varchar(1000) not null,
    severity     smallint not null,
    category     varchar(100),
    source       varchar(40) not null,
    incident     bigint not null,
    -- When what it is about happened.
    first_at     timestamp(6) with time zone not null,
    last_at      timestamp(6) with time zone not null,
    started_at   timestamp(6) with time zone not null,
    ended_at     timestamp(6) with time zone,
    -- Since when it waits for a person; null while it does not.
    waits_since  timestamp(6) with time zone,
    waited_ms    bigint not null,
    next_at      timestamp(6) with time zone,
    -- Some of its questions have no answer.
    is_incomplete boolean not null,
    -- Whether it may go on to the many devices on which it found the same.
    widening     varchar(20) not null,
    widening_until timestamp(6) with time zone,
    cancelled_id uuid,
    cancelled_by varchar(300),
    failures     integer not null,
    version      integer not null,
    -- Of one that has not ended, so that there are no two about the same.
    open_key     varchar(450) unique
);
create index investigation_due on investigation (next_at, number);
create index investigation_of_state on investigation (state, number);
create index investigation_of_incident on investigation (incident, number);
create index investigation_about on investigation (about_key, number);
create index investigation_ended on investigation (ended_at, number);

create table investigation_alert (
    alert         bigint not null primary key,
    investigation bigint not null references investigation (number) on delete cascade,
    alert_id      varchar(200) not null,
    title         varchar(1000) not null,
    severity      smallint not null,
    source        varchar(40) not null,
    incident      bigint not null,
    added_at      timestamp(6) with time zone not null,
    is_taken      boolean not null
);
create index investigation_alert_of on investigation_alert (investigation, alert);
