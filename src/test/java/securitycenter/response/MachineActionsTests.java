package securitycenter.response;

import securitycenter.ApplicationTest;

@ApplicationTest
class MachineActionsTests extends MachineActionsContract {}
