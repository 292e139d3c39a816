package securitycenter.streaming;

import securitycenter.ApplicationTest;

@ApplicationTest
class StorageReaderTests extends StorageReaderContract {}
