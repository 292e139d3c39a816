-- How far each source has been read. It lies beside what was read, so that both are copied, exported and deleted as one.
create table source_cursor (
    source          varchar(20) not null primary key,
    -- When the newest record was changed, of all that are known to have been read.
    position        timestamp(6) with time zone,
    -- Whose records have been taken in up to there; with a comma between.
    services        varchar(100) not null,
    last_attempt_at timestamp(6) with time zone,
    last_success_at timestamp(6) with time zone,
    last_record_at  timestamp(6) with time zone,
    -- In a row.
    failures        integer not null,
    trouble         varchar(30),
    permission      varchar(100),
    not_before      timestamp(6) with time zone
);

-- When the record came of which last_data_at says when it was changed.
alter table connected_service add column last_arrived_at timestamp(6) with time zone;
