-- Who changed it last, and when. Null where nobody has, or where it was turned off because of its failures.
alter table mail_rule add column changed_by varchar(200);
alter table mail_rule add column changed_at timestamp(6) with time zone;
alter table webhook add column changed_by varchar(200);
alter table webhook add column changed_at timestamp(6) with time zone;
