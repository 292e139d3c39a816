package securitycenter.homes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataCentersTests {

    @TempDir
    Path folder;

    @Test
    void whatIsNotThereTakesNoRoom() throws IOException {
        assertThat(DataCenters.sizeOf(folder.resolve("missing"))).isZero();
        Files.writeString(Files.createDirectories(folder.resolve("home")).resolve("events"), "twelve bytes");
        assertThat(DataCenters.sizeOf(folder)).isEqualTo(12);
    }
}
