-- Microsoft's word about the alerts that Microsoft put into its incident; others there count by themselves.
alter table incident add column source_severity smallint;
update incident set source_severity = severity where source_updated_at is not null and not severity_is_own;

-- As Microsoft tells it; nobody changes it here.
alter table incident add column source_description text;
alter table incident add column source_summary text;
alter table incident add column source_modified_by varchar(200);
alter table incident add column source_priority integer;
alter table incident_comment add column is_microsofts boolean default false not null;
