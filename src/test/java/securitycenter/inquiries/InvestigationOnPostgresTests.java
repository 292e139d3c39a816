package securitycenter.inquiries;

import securitycenter.PostgresTest;

@PostgresTest
class InvestigationOnPostgresTests extends InvestigationContract {}
