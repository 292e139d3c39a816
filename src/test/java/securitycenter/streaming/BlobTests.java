package securitycenter.streaming;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import securitycenter.identity.TenantId;

/** Even the superuser cannot look at a path that is too long, so such a one stands here for all that cannot be looked at. */
@EnabledOnOs(OS.LINUX)
class BlobTests {

    private static final String LONG_NAME = "x".repeat(250);

    private final TenantId tenant = new TenantId(UUID.randomUUID());

    @TempDir
    Path folder;

    private Path near;
    private Path far;

    @BeforeEach
    void aStorageWithSomethingTooFarDown() throws IOException {
        near = folder.resolve("storage");
        var ofTenant =
                near.resolve("insights-logs-advancedhunting-deviceevents").resolve("tenantId=" + tenant);
        var readable = ofTenant.resolve("y=2026/m=11/d=26/h=10/m=00/PT1H.json");
        Files.createDirectories(readable.getParent());
        Files.writeString(readable, "{}");
        var down = ofTenant;
        for (var depth = 0; depth < 5; depth++) {
            down = down.resolve(LONG_NAME);
        }
        Files.createDirectories(down);
        far = folder;
        while (far.toString().length() < 2_800) {
            far = far.resolve(LONG_NAME);
        }
        Files.createDirectories(far);
        far = Files.move(near, far.resolve("storage"));
    }

    @AfterEach
    void canBeDeleted() throws IOException {
        Files.move(far, near);
    }

    @Test
    void whatCannotBeLookedAtHidesNothingElse() throws IOException {
        var obstacles = new ArrayList<Path>();
        assertThat(Blob.of(tenant, far, (place, _) -> obstacles.add(place))).hasSize(1);
        assertThat(obstacles).hasSize(1);
    }

    @Test
    void whoeverMustHaveAllIsStoppedByIt() {
        assertThatThrownBy(() -> Blob.of(tenant, far, (_, why) -> {
                    throw why;
                }))
                .isInstanceOf(IOException.class);
    }
}
