package securitycenter.incidents;

import securitycenter.PostgresTest;

@PostgresTest
class IncidentFilesOnPostgresTests extends IncidentFilesContract {}
