-- When what it came for was there first, and whether it was looked around there.
alter table investigation_asset add column seen_at timestamp(6) with time zone;
alter table investigation_asset add column is_looked_around boolean default false not null;
update investigation_asset set is_looked_around = true;
