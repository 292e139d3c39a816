-- For the counts by role, and to know whose domain is the tenant's own.
alter table known_person add column roles varchar(200) default '' not null;
alter table known_person add column guest boolean default false not null;
create index known_person_by_sign_in on known_person (tenant_id, last_sign_in);
