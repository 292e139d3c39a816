-- When a record was last left out because it is too large to be read.
alter table source_cursor add column left_out_at timestamp(6) with time zone;
