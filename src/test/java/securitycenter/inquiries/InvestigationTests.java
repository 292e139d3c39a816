package securitycenter.inquiries;

import securitycenter.ApplicationTest;

@ApplicationTest
class InvestigationTests extends InvestigationContract {}
