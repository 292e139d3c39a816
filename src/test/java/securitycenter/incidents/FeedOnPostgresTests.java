package securitycenter.incidents;

import securitycenter.PostgresTest;

@PostgresTest
class FeedOnPostgresTests extends FeedContract {}
