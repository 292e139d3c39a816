package securitycenter.incidents;

import securitycenter.PostgresTest;

@PostgresTest
class CorrelationOnPostgresTests extends CorrelationContract {}
