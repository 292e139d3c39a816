-- An incident shows the investigations that any of its alerts began or joined.
create index investigation_alert_incident on investigation_alert (incident, investigation);
