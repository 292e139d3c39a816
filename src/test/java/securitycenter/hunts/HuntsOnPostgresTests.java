package securitycenter.hunts;

import securitycenter.PostgresTest;

@PostgresTest
class HuntsOnPostgresTests extends HuntsContract {}
