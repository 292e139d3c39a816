package securitycenter.detections;

import securitycenter.ApplicationTest;

@ApplicationTest
class DetectionRoundTests extends DetectionRoundContract {}
