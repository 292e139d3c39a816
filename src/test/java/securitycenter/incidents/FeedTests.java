package securitycenter.incidents;

import securitycenter.ApplicationTest;

@ApplicationTest
class FeedTests extends FeedContract {}
