package securitycenter.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static securitycenter.audit.Actors.named;
import static securitycenter.audit.Actors.newTenant;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import securitycenter.identity.TenantId;

/** Runs the command that the page shows on a real export. */
@ParameterizedClass
@EnumSource(AuditDatabase.class)
class OfflineCheckTests {

    @TempDir
    private Path folder;

    private final TenantId tenant = newTenant();
    private final AuditDatabase database;
    private List<String> lines = List.of();

    OfflineCheckTests(AuditDatabase database) {
        this.database = database;
    }

    @BeforeEach
    void export() throws IOException {
        var log = database.get(AuditLog.class);
        var ada = named("Zoë \\ \"hash\":\"x\"} $(date) `date` * [a-z] 漢 %s \\n", tenant);
        log.record(Act.of(ada, "run.started")
                .on("run", "1")
                .from("a\nb\r\n\t\u0001\u007f\u2028")
                .to(List.of(1, 2)));
        log.record(Act.bySystem(tenant, "run.finished").because(",\"hash\":\"" + "0".repeat(64) + "\"}"));
        log.record(Act.byStaff(Actors.asStaff(ada), tenant, "run.retried")
                .reference("\uD83D\uDE00")
                .refused());
        log.record(Act.of(ada, "audit.exported"));
        var out = new StringWriter();
        database.get(AuditExport.class).jsonLines(tenant, out);
        lines = new ArrayList<>(Arrays.asList(out.toString().split("\n")));
        assertThat(lines).hasSize(4);
    }

    @Test
    void theExportPasses() throws Exception {
        assertThat(check()).isEqualTo(unbroken(tenant));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void oneChangedByteFails(int line) throws Exception {
        var real = lines.get(line);
        for (int at : List.of(
                0, 3, 11, 40, 90, real.length() / 2, real.length() - 150, real.length() - 30, real.length() - 1)) {
            var byteOf = real.charAt(at) == 'x' ? 'y' : 'x';
            lines.set(line, real.substring(0, at) + byteOf + real.substring(at + 1));
            assertThat(check()).as("character %s", at).startsWith("Broken at entry " + (line + 1) + " of tenant ");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void aRemovedEntryFails(int line) throws Exception {
        lines.remove(line);
        assertThat(check()).startsWith("Broken at entry " + (line + 1) + " of tenant ");
    }

    @Test
    void twoSwappedEntriesFail() throws Exception {
        Collections.swap(lines, 1, 2);
        assertThat(check()).isEqualTo("Broken at entry 2 of tenant " + tenant);
    }

    @Test
    void anEntryThatIsThereTwiceFails() throws Exception {
        lines.add(1, lines.getFirst());
        assertThat(check()).isEqualTo("Broken at entry 2 of tenant " + tenant);
    }

    @Test
    void textBehindAnEntryFails() throws Exception {
        lines.set(3, lines.get(3) + " ");
        assertThat(check()).isEqualTo("Broken at entry 4 of tenant " + tenant);
    }

    @Test
    void oneChainAfterTheOtherIsCheckedByItself() throws Exception {
        var chains = twoChains();
        assertThat(check().lines()).containsExactly(unbroken(chains.getFirst()), unbroken(chains.getLast()));
    }

    @Test
    void aBrokenChainDoesNotHideTheNextOne() throws Exception {
        var chains = twoChains();
        lines.set(1, lines.get(1).replace("DONE", "REFUSED"));
        assertThat(check().lines())
                .containsExactly("Broken at entry 2 of tenant " + chains.getFirst(), unbroken(chains.getLast()));
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 4})
    void anEntryTakenOffWhereTwoChainsMeetFails(int line) throws Exception {
        twoChains();
        lines.add(lines.get(line));
        lines.remove(line);
        assertThat(check()).contains("Broken at entry ");
    }

    @Test
    void aChainThatIsThereTwiceFails() throws Exception {
        var chains = twoChains();
        lines.addAll(lines.subList(0, 4));
        assertThat(check()).endsWith("Broken at entry 5 of tenant " + chains.getLast());
    }

    /** The tenants in the order of their chains. */
    private List<TenantId> twoChains() throws IOException {
        var other = newTenant();
        for (int act = 0; act < 4; act++) {
            database.get(AuditLog.class).record(Act.bySystem(other, "run.started"));
        }
        var chains = Stream.of(tenant, other)
                .sorted(Comparator.comparing(TenantId::toString))
                .toList();
        var out = new StringWriter();
        for (var chain : chains) {
            database.get(AuditExport.class).jsonLines(chain, out);
        }
        lines = new ArrayList<>(Arrays.asList(out.toString().split("\n")));
        return chains;
    }

    private String unbroken(TenantId chain) {
        var head = database.get(AuditEntries.class).head(chain);
        return "4 entries, unbroken, head " + head.hash() + ", tenant " + chain;
    }

    private String check() throws Exception {
        Files.writeString(folder.resolve("audit.jsonl"), String.join("\n", lines) + "\n", UTF_8);
        var bash = new ProcessBuilder("bash", "-c", CheckCommand.TEXT)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        var said = new String(bash.getInputStream().readAllBytes(), UTF_8).strip();
        assertThat(bash.waitFor()).as(said).isEqualTo(said.contains("Broken") ? 1 : 0);
        return said;
    }
}
