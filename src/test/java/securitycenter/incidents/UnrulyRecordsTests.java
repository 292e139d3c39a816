package securitycenter.incidents;

import securitycenter.ApplicationTest;

@ApplicationTest
class UnrulyRecordsTests extends UnrulyRecordsContract {}
