package securitycenter.notifications;

import securitycenter.PostgresTest;

@PostgresTest
class MailCollectionOnPostgresTests extends MailCollectionContract {}
