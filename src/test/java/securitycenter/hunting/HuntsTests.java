package securitycenter.hunting;

import securitycenter.ApplicationTest;

@ApplicationTest
class HuntsTests extends HuntsContract {}
