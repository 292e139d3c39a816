-- Each of those who must agree has the whole time for an answer.
alter table staff_action add column waits_since timestamp(6) with time zone;
update staff_action set waits_since = asked_at;
alter table staff_action alter column waits_since set not null;
drop index staff_action_by_age;
create index staff_action_by_age on staff_action (state, waits_since);

-- For the list of bulks, in which those under way come first; and a form that is sent twice begins one bulk.
alter table bulk add column tenants int default 0 not null;
update bulk set tenants = (select count(*) from bulk_item i where i.bulk_id = bulk.id);
alter table bulk add column form_id uuid;
alter table bulk add constraint bulk_of_form unique (form_id);
create index bulk_by_state on bulk (state, id);
