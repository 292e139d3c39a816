package securitycenter.tenants;

import securitycenter.PostgresTest;

@PostgresTest
class TenantListsOnPostgresTests extends TenantLists {}
