package securitycenter.automation;

import securitycenter.ApplicationTest;

@ApplicationTest
class AutomationLevelsTests extends AutomationLevelsContract {}
