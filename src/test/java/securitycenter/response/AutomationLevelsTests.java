package securitycenter.response;

import securitycenter.ApplicationTest;

@ApplicationTest
class AutomationLevelsTests extends AutomationLevelsContract {}
