-- The moment of the last change of any incident: later ones come after it, whatever the clock says and whatever was deleted.
alter table grouping add column last_turn timestamp(6) with time zone default timestamp with time zone '1970-01-01 00:00:00+00' not null;
update grouping set last_turn = coalesce((select max(changed_at) from incident), last_turn);
