package securitycenter.notifications;

import securitycenter.ApplicationTest;

@ApplicationTest
class MailCollectionTests extends MailCollectionContract {}
