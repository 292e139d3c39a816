-- Until when somebody is delivering to it. When they die, others go on after that.
alter table webhook add column busy_until timestamp(6) with time zone;
