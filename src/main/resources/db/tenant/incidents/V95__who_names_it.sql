-- The numbers of the alerts that name it first and last; 0 where that is not known.
alter table presence add column earliest bigint default 0 not null;
alter table presence add column latest bigint default 0 not null;
