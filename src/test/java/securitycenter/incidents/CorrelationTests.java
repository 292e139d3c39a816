package securitycenter.incidents;

import securitycenter.ApplicationTest;

@ApplicationTest
class CorrelationTests extends CorrelationContract {}
