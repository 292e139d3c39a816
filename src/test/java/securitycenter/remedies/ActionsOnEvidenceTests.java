package securitycenter.remedies;

import securitycenter.ApplicationTest;

@ApplicationTest
class ActionsOnEvidenceTests extends ActionsOnEvidenceContract {}
