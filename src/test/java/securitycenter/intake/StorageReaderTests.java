package securitycenter.intake;

import securitycenter.ApplicationTest;

@ApplicationTest
class StorageReaderTests extends StorageReaderContract {}
