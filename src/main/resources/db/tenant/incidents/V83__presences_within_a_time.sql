create index presence_of_entity_in_time on presence (entity, is_open, last_at);
drop index presence_of_entity;
