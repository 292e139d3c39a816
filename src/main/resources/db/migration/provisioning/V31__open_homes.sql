-- A page of the tenants whose product is on is read by key.
create index tenant_home_by_state on tenant_home (state, tenant_id);
