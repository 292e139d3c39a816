-- How many a home has handed over lately.
create index mail_sent_tried on mail_sent (tried_at);
