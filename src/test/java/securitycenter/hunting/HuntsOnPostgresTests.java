package securitycenter.hunting;

import securitycenter.PostgresTest;

@PostgresTest
class HuntsOnPostgresTests extends HuntsContract {}
