package securitycenter.investigations;

import securitycenter.ApplicationTest;

@ApplicationTest
class InvestigationFeedTests extends InvestigationFeedContract {}
