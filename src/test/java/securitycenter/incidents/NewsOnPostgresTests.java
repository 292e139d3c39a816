package securitycenter.incidents;

import securitycenter.PostgresTest;

@PostgresTest
class NewsOnPostgresTests extends NewsContract {}
