-- So that the home page can tell what is new to a person.
alter table known_person add column last_look timestamp(6) with time zone;
alter table known_person add column visit_before timestamp(6) with time zone;
