package securitycenter.provisioning;

import securitycenter.PostgresTest;

@PostgresTest
class RunOnPostgresTests extends RunContract {}
