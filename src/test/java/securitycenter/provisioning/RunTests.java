package securitycenter.provisioning;

import securitycenter.ApplicationTest;

/** On H2. */
@ApplicationTest
class RunTests extends RunContract {}
