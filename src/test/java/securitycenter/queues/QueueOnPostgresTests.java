package securitycenter.queues;

import securitycenter.PostgresTest;

@PostgresTest
class QueueOnPostgresTests extends QueueContract {}
