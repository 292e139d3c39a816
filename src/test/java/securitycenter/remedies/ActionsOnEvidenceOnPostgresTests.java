package securitycenter.remedies;

import securitycenter.PostgresTest;

@PostgresTest
class ActionsOnEvidenceOnPostgresTests extends ActionsOnEvidenceContract {}
