-- What comes this way cannot be stored, and waits.
create table stream_trouble (
    way     varchar(20) not null primary key,
    since   timestamp(6) with time zone not null,
    last_at timestamp(6) with time zone not null
);
