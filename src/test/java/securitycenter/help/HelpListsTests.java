package securitycenter.help;

import securitycenter.ApplicationTest;

@ApplicationTest
class HelpListsTests extends HelpLists {}
