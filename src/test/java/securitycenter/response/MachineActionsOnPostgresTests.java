package securitycenter.response;

import securitycenter.PostgresTest;

@PostgresTest
class MachineActionsOnPostgresTests extends MachineActionsContract {}
