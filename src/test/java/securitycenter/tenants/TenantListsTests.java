package securitycenter.tenants;

import securitycenter.ApplicationTest;

@ApplicationTest
class TenantListsTests extends TenantLists {}
