package securitycenter.hunts;

import securitycenter.PostgresTest;

@PostgresTest
class ForgettingOnPostgresTests extends ForgettingContract {}
