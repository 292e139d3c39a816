package securitycenter.incidents;

import securitycenter.ApplicationTest;

@ApplicationTest
class DecisionsTests extends DecisionsContract {}
