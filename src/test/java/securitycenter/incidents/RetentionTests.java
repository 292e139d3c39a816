package securitycenter.incidents;

import securitycenter.ApplicationTest;

@ApplicationTest
class RetentionTests extends RetentionContract {}
