package securitycenter.hunts;

import securitycenter.ApplicationTest;

@ApplicationTest
class ForgettingTests extends ForgettingContract {}
