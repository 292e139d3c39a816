package securitycenter.hunts;

import securitycenter.ApplicationTest;

@ApplicationTest
class HuntsTests extends HuntsContract {}
