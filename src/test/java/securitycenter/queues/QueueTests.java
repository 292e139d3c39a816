package securitycenter.queues;

import securitycenter.ApplicationTest;

@ApplicationTest
class QueueTests extends QueueContract {}
