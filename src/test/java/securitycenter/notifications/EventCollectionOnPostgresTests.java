package securitycenter.notifications;

import securitycenter.PostgresTest;

@PostgresTest
class EventCollectionOnPostgresTests extends EventCollectionContract {}
