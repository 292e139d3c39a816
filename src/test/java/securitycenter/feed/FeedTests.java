package securitycenter.feed;

import securitycenter.ApplicationTest;

@ApplicationTest
class FeedTests extends FeedContract {}
