alter table investigation add column cancel_reason varchar(1000);
