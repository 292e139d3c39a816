-- What Microsoft has said last of the source since a person merged it; it counts again after an undo.
alter table incident_merge add column told text;
