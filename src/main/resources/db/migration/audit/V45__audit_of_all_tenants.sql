-- Where support staff came from. Beside the chain and not in it: the chain belongs to the customer, who may export it.
alter table audit_entry add column staff_address varchar(64);

-- The order of the log of all tenants, alone and behind each filter.
create index audit_entry_of_all on audit_entry (at, tenant_id, number);
create index audit_entry_of_all_by_what on audit_entry (what, at, tenant_id, number);
create index audit_entry_of_all_by_actor on audit_entry (actor_id, at, tenant_id, number);
create index audit_entry_of_all_by_name on audit_entry (actor_name, at, tenant_id, number);
create index audit_entry_of_all_by_outcome on audit_entry (outcome, at, tenant_id, number);
create index audit_entry_of_all_by_kind on audit_entry (actor_kind, at, tenant_id, number);

create index audit_entry_by_kind on audit_entry (tenant_id, actor_kind, number);
