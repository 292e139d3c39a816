-- Each query that was run, by whom, and what became of it.
create table hunt (
    id           uuid not null primary key,
    -- Hidden texts are masked.
    text         varchar(200000) not null,
    channel      varchar(20) not null,
    -- The object id of a person, the id of a program or of a rule.
    asked_by     varchar(100) not null,
    asker_name   varchar(300) not null,
    period_from  timestamp(6) with time zone not null,
    period_until timestamp(6) with time zone not null,
    started_at   timestamp(6) with time zone not null,
    ended_at     timestamp(6) with time zone,
    state        varchar(20) not null,
    reason       varchar(20),
    -- Whoever runs it says now and then that it lives, and looks whether it shall go on.
    alive_at     timestamp(6) with time zone not null,
    progress     integer not null,
    stop_wanted  boolean not null,
    row_count    integer,
    cut_off      boolean not null,
    took_ms      bigint not null,
    processor_ms bigint not null,
    -- JSON, packed; for a day.
    outcome      bytea
);
create index hunt_of_asker on hunt (asked_by, started_at);
create index hunt_ended on hunt (ended_at);
create index hunt_state on hunt (state, alive_at);
