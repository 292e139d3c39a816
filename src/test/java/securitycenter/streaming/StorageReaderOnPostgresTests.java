package securitycenter.streaming;

import securitycenter.PostgresTest;

@PostgresTest
class StorageReaderOnPostgresTests extends StorageReaderContract {}
