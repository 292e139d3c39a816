package securitycenter.incidents;

import securitycenter.ApplicationTest;

@ApplicationTest
class IncidentFilesTests extends IncidentFilesContract {}
