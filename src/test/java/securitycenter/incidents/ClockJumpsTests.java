package securitycenter.incidents;

import securitycenter.ApplicationTest;

@ApplicationTest
class ClockJumpsTests extends ClockJumpsContract {}
