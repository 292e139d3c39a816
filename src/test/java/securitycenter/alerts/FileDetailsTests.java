package securitycenter.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileDetailsTests {

    @ParameterizedTest
    @CsvSource({
        "C:\\Temp,a.exe,C:\\Temp\\a.exe",
        "C:\\,a.exe,C:\\a.exe",
        "C:\\Temp\\A.exe,a.EXE,C:\\Temp\\A.exe",
        "/opt,a,/opt/a",
        "/opt/,a,/opt/a",
        "/opt/a,a,/opt/a",
        "C:\\Temp,,C:\\Temp",
        ",a.exe,''"
    })
    void theNameStandsOnceInThePathWhereverTheServicePutIt(
            @Nullable String folder, @Nullable String name, String whole) {
        assertThat(FileDetails.wholePath(folder, name)).isEqualTo(whole);
    }

    @Test
    void theLongestHashTellsFilesApartAndElseThePlace() {
        assertThat(FileDetails.key("AB", "CD", "C:\\X")).isEqualTo("ab");
        assertThat(FileDetails.key("", "CD", "C:\\X")).isEqualTo("cd");
        assertThat(FileDetails.key(null, null, "C:\\X")).isEqualTo("c:\\x");
        assertThat(FileDetails.key(null, null, "")).isEmpty();
    }
}
