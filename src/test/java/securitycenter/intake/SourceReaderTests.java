package securitycenter.intake;

import securitycenter.ApplicationTest;

@ApplicationTest
class SourceReaderTests extends SourceReaderContract {}
