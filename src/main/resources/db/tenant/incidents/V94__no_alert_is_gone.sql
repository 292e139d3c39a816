-- Nothing has ever said of an alert that it is gone: lists do not name what is not in them, and single alerts are not asked for.
drop index alert_of_status;
drop index alert_of_status_by_creation;
drop index alert_of_status_by_change;
alter table alert drop column is_gone;
create index alert_of_status on alert (status, severity, last_at, id);
create index alert_of_status_by_creation on alert (status, created_at, id);
create index alert_of_status_by_change on alert (status, changed_at, id);
