package securitycenter.incidents;

import securitycenter.ApplicationTest;

@ApplicationTest
class NewsTests extends NewsContract {}
