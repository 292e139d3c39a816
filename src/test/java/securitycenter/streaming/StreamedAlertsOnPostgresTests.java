package securitycenter.streaming;

import securitycenter.PostgresTest;

@PostgresTest
class StreamedAlertsOnPostgresTests extends StreamedAlertsContract {}
