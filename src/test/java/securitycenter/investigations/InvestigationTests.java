package securitycenter.investigations;

import securitycenter.ApplicationTest;

@ApplicationTest
class InvestigationTests extends InvestigationContract {}
