-- For the page of a help request, which shows what was done because of it.
create index staff_action_of_request on staff_action (tenant_id, reference, id);
