package securitycenter.intake;

import securitycenter.PostgresTest;

@PostgresTest
class SourceReaderOnPostgresTests extends SourceReaderContract {}
