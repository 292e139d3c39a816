package securitycenter.incidents;

import securitycenter.PostgresTest;

@PostgresTest
class DecisionsOnPostgresTests extends DecisionsContract {}
