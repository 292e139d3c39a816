-- What the last definite check of each tenant found.
create table eligibility_finding (
    tenant_id  uuid not null primary key,
    checked_at timestamp(6) with time zone not null,
    finding    json not null
);
