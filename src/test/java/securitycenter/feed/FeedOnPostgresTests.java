package securitycenter.feed;

import securitycenter.PostgresTest;

@PostgresTest
class FeedOnPostgresTests extends FeedContract {}
