package securitycenter.intake;

import securitycenter.PostgresTest;

@PostgresTest
class StorageReaderOnPostgresTests extends StorageReaderContract {}
