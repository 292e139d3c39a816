package securitycenter.incidents;

import securitycenter.PostgresTest;

@PostgresTest
class QueueOnPostgresTests extends QueueContract {}
