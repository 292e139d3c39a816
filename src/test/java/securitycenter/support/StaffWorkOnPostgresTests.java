package securitycenter.support;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import securitycenter.PostgresTest;

/** On PostgreSQL, and where one of the staff is enough. */
@PostgresTest
class StaffWorkOnPostgresTests extends StaffWork {

    @Test
    void withoutTheSettingOneOfTheStaffIsEnough() {
        administrator.get("/settings").form("/settings").tick("turnOn").submit();
        awaitTheEnd();
        assertThat(take("deprovision").text()).contains("Begun");
        assertThat(administrator.get("/incidents").path()).isEqualTo("/settings");
        take("purge");
        awaitTheEnd();
        assertThat(homes.placeOf(tenant.id())).isEmpty();
    }
}
