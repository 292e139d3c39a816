package securitycenter.intake;

import securitycenter.ApplicationTest;

@ApplicationTest
class StreamedAlertsTests extends StreamedAlertsContract {}
