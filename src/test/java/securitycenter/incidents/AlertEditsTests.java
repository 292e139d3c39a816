package securitycenter.incidents;

import securitycenter.ApplicationTest;

@ApplicationTest
class AlertEditsTests extends AlertEditsContract {}
