-- Alerts are listed by status or within an incident, and the correlator asks for all open presences of an entity at once:
-- with the time in the index, a presence that grows needed another entry in each of its indexes.
drop index alert_by_activity;
create index presence_of_entity on presence (entity, is_open);
drop index presence_of_entity_in_time;
