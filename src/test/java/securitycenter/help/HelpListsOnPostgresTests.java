package securitycenter.help;

import securitycenter.PostgresTest;

@PostgresTest
class HelpListsOnPostgresTests extends HelpLists {}
