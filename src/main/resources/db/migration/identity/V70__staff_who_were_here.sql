-- Whether the person was support staff at the last sign-in: work is given to those who were.
alter table known_person add column staff boolean default false not null;
create index known_person_staff on known_person (tenant_id, staff, last_sign_in);
-- Whose domain is the tenant's own is asked for each time its line in the list is written.
create index known_person_of_its_own on known_person (tenant_id, guest, last_sign_in);
