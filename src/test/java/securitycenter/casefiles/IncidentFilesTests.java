package securitycenter.casefiles;

import securitycenter.ApplicationTest;

@ApplicationTest
class IncidentFilesTests extends IncidentFilesContract {}
