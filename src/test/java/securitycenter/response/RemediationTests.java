package securitycenter.response;

import securitycenter.ApplicationTest;

@ApplicationTest
class RemediationTests extends RemediationContract {}
