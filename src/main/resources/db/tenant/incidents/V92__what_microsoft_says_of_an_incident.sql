-- Microsoft's word about the alerts that Microsoft put into its incident; others there count by themselves.
alter table incident add column source_severity smallint;
update incident set source_severity = severity where source_updated_at is not null and not severity_is_own;
