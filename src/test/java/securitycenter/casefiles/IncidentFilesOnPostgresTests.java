package securitycenter.casefiles;

import securitycenter.PostgresTest;

@PostgresTest
class IncidentFilesOnPostgresTests extends IncidentFilesContract {}
