package securitycenter.detections;

import securitycenter.PostgresTest;

@PostgresTest
class DetectionRoundOnPostgresTests extends DetectionRoundContract {}
