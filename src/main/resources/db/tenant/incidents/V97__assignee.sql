-- Names of accounts are the same in capitals: assigned_to is as somebody wrote it, this is what is looked for.
alter table incident add column assignee varchar(400);
update incident set assignee = lower(assigned_to) where assigned_to is not null;
drop index incident_of_assignee;
create index incident_of_assignee on incident (assignee, status, last_at, id);
alter table alert add column assignee varchar(400);
update alert set assignee = lower(assigned_to) where assigned_to is not null;
