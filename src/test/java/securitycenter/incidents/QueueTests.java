package securitycenter.incidents;

import securitycenter.ApplicationTest;

@ApplicationTest
class QueueTests extends QueueContract {}
