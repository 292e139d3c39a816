package securitycenter.feed;

import securitycenter.PostgresTest;

@PostgresTest
class NewsOnPostgresTests extends NewsContract {}
