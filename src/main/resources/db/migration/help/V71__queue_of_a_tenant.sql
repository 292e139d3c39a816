-- The queue of one tenant, in the queue's order. It also serves the count of what is open.
create index help_request_queue_of_tenant on help_request (tenant_id, state, since, id);
drop index help_request_open_of_tenant;
