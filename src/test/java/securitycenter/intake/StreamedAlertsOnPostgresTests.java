package securitycenter.intake;

import securitycenter.PostgresTest;

@PostgresTest
class StreamedAlertsOnPostgresTests extends StreamedAlertsContract {}
