package securitycenter.investigations;

import securitycenter.PostgresTest;

@PostgresTest
class InvestigationOnPostgresTests extends InvestigationContract {}
