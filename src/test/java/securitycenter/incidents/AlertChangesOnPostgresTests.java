package securitycenter.incidents;

import securitycenter.PostgresTest;

@PostgresTest
class AlertChangesOnPostgresTests extends AlertChangesContract {}
