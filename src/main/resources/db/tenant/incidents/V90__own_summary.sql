-- What people and programs wrote here; what Microsoft writes is not it.
alter table incident add column own_summary text;
