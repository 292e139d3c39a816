package securitycenter.incidents;

import securitycenter.PostgresTest;

@PostgresTest
class UnrulyRecordsOnPostgresTests extends UnrulyRecordsContract {}
