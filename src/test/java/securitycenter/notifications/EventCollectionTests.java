package securitycenter.notifications;

import securitycenter.ApplicationTest;

@ApplicationTest
class EventCollectionTests extends EventCollectionContract {}
