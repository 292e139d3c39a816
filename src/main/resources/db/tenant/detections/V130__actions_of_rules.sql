-- What a rule asks for of all that it finds: each an action and the column that names what it is done to, separated by spaces.
alter table detection_rule add column actions varchar(4000) default '' not null;
