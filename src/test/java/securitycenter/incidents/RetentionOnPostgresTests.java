package securitycenter.incidents;

import securitycenter.PostgresTest;

@PostgresTest
class RetentionOnPostgresTests extends RetentionContract {}
