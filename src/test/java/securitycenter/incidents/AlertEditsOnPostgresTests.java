package securitycenter.incidents;

import securitycenter.PostgresTest;

@PostgresTest
class AlertEditsOnPostgresTests extends AlertEditsContract {}
