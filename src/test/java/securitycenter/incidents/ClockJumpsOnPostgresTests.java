package securitycenter.incidents;

import securitycenter.PostgresTest;

@PostgresTest
class ClockJumpsOnPostgresTests extends ClockJumpsContract {}
