package securitycenter.investigations;

import securitycenter.PostgresTest;

@PostgresTest
class InvestigationFeedOnPostgresTests extends InvestigationFeedContract {}
