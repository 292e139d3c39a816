package securitycenter.feed;

import securitycenter.ApplicationTest;

@ApplicationTest
class NewsTests extends NewsContract {}
