package securitycenter.response;

import securitycenter.PostgresTest;

@PostgresTest
class AutomationLevelsOnPostgresTests extends AutomationLevelsContract {}
