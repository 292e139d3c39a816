package securitycenter.automation;

import securitycenter.PostgresTest;

@PostgresTest
class AutomationLevelsOnPostgresTests extends AutomationLevelsContract {}
