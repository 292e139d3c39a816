-- What one webhook waits for, however much others wait for.
create index webhook_delivery_due_of_webhook on webhook_delivery (webhook_id, state, due_at);
