-- The rows of an answer, packed so many together, so that a page unpacks a few and not all.
create table hunt_block (
    hunt_id   uuid not null references hunt (id) on delete cascade,
    first_row integer not null,
    packed    bytea not null,
    primary key (hunt_id, first_row)
);

-- What is kept of the answer, packed; 0 where nothing is.
alter table hunt add column kept_bytes bigint default 0 not null;
-- Newer answers took its place before its time had come.
alter table hunt add column let_go boolean default false not null;

-- With the rows in it, as they were packed before.
update hunt set outcome = null where state = 'ANSWERED';
