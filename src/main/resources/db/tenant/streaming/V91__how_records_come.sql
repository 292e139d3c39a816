-- What comes this way cannot be fetched or stored.
create table stream_trouble (
    way     varchar(20) not null,
    reason  varchar(20) not null,
    since   timestamp(6) with time zone not null,
    last_at timestamp(6) with time zone not null,
    detail  varchar(500),
    primary key (way, reason)
);

-- When the place that records come from last answered.
create table stream_way (
    way         varchar(20) not null primary key,
    answered_at timestamp(6) with time zone not null
);

-- When the record came of which last_record_at says when it happened.
alter table stream_table add column last_record_came_at timestamp(6) with time zone;
