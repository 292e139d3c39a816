package securitycenter.detections;

import static org.assertj.core.api.Assertions.assertThat;
import static securitycenter.MortalProcess.await;
import static securitycenter.identity.Role.GLOBAL_ADMINISTRATOR;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import securitycenter.MortalProcess;
import securitycenter.Visitor;
import securitycenter.fakemicrosoft.FakeMicrosoft;
import securitycenter.fakemicrosoft.Person;

/** A process is killed (SIGKILL) while a rule runs: the next one makes the rule's alerts, and makes each once. */
class DetectionKillTests {

    private static final List<String> WORKS = List.of("the answer", "what is told", "the alerts", "the end of the run");
    private static final Instant YESTERDAY = Instant.now().minus(Duration.ofDays(1));

    /** Of three devices, without any event being stored. */
    private static final String FOUND = """
            datatable(Timestamp:datetime, ReportId:long, DeviceId:string)
            [datetime(%1$s), 1, "d1", datetime(%1$s), 2, "d2", datetime(%1$s), 3, "d3"]""".formatted(YESTERDAY);

    private final FakeMicrosoft microsoft = FakeMicrosoft.start(0);
    private final MortalProcess process = new MortalProcess(
            microsoft,
            MortalProcess.freshData("detection-kill"),
            LastOfARun.class,
            () -> List.of(MortalProcess.SOON_MISSED));

    @Test
    void whateverARunDidLastItsAlertsAreMadeOnce() throws Exception {
        var ada = microsoft
                .directory()
                .tenant("Struck Detections B.V.")
                .licensed("SPE_E5")
                .country("NL")
                .person("Ada")
                .holds(GLOBAL_ADMINISTRATOR);
        process.start("none");
        process.turnOn(ada);
        process.kill();
        for (var work : WORKS) {
            process.start(work);
            var rule = make(process.signedIn(ada), work);
            process.awaitLastWork();
            process.kill();
            process.start("none");
            await(() -> rows(ada, rule, "alerts") > 0);
            assertThat(rows(ada, rule, "alerts")).as("alerts after " + work).isEqualTo(3);
            process.signedIn(ada).forge(rule + "/run", Map.of());
            await(() -> rows(ada, rule, "runs") == 2);
            assertThat(rows(ada, rule, "alerts"))
                    .as("alerts of two runs after " + work)
                    .isEqualTo(3);
            process.kill();
        }
    }

    private static String make(Visitor ada, String name) {
        var made = ada.forge(
                "/hunting/detections/new",
                Map.of("act", "save", "name", name, "text", FOUND, "device", "DeviceId", "category", "Execution"));
        assertThat(made.status()).as(made.text()).isEqualTo(200);
        return made.path();
    }

    private int rows(Person ada, String rule, String section) {
        return process.signedIn(ada)
                .get(rule)
                .html()
                .select("#rule-" + section + " tbody tr")
                .size();
    }

    @AfterEach
    void stop() throws InterruptedException, IOException {
        process.kill();
        microsoft.stop();
    }
}
