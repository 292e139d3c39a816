package securitycenter.response;

import securitycenter.PostgresTest;

@PostgresTest
class RemediationOnPostgresTests extends RemediationContract {}
