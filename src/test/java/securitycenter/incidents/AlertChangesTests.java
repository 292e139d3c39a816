package securitycenter.incidents;

import securitycenter.ApplicationTest;

@ApplicationTest
class AlertChangesTests extends AlertChangesContract {}
