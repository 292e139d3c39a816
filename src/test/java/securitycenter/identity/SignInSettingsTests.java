package securitycenter.identity;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class SignInSettingsTests {

    @EnableConfigurationProperties(SignInSettings.class)
    static class OnlyTheSettings {}

    private final ApplicationContextRunner application =
            new ApplicationContextRunner().withUserConfiguration(OnlyTheSettings.class);

    @ParameterizedTest
    @CsvSource({
        "longest-session=0s,                                  sign-in.longest-session is shorter than a minute",
        "longest-session=-8h,                                 sign-in.longest-session is shorter than a minute",
        "longest-staff-session=59s,                           sign-in.longest-staff-session is shorter than a minute",
        "idle-staff-session=15ms,                             sign-in.idle-staff-session is shorter than a minute",
        "longest-session=1h,                                  sign-in.longest-staff-session is longer than",
        "idle-staff-session=3h,                               sign-in.idle-staff-session is longer than"
    })
    void aBoundThatMakesNoSenseFailsTheStartAndIsNamed(String setting, String sentence) {
        application
                .withPropertyValues("sign-in." + setting)
                .run(started -> assertThat(started).getFailure().rootCause().hasMessageContaining(sentence));
    }

    @ParameterizedTest
    @CsvSource({"longest-session=2h", "idle-staff-session=1m", "idle-staff-session=2h"})
    void whatMakesSenseIsTaken(String setting) {
        application
                .withPropertyValues("sign-in." + setting)
                .run(started -> assertThat(started).hasNotFailed());
    }
}
