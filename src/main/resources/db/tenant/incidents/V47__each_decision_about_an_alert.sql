-- Who decides about one thing leaves the others to the source.
alter table alert add column status_is_own boolean default false not null;
alter table alert add column assigned_is_own boolean default false not null;
alter table alert add column classified_is_own boolean default false not null;
update alert set status_is_own = true, assigned_is_own = true, classified_is_own = true where worked_on;
alter table alert drop column worked_on;
