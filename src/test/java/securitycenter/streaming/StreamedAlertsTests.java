package securitycenter.streaming;

import securitycenter.ApplicationTest;

@ApplicationTest
class StreamedAlertsTests extends StreamedAlertsContract {}
