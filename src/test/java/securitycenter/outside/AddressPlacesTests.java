package securitycenter.outside;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressPlacesTests {

    @TempDir
    Path folder;

    private AddressPlaces places() throws IOException {
        return new AddressPlaces(new PlacesFile()
                .with("203.0.113.0", 24, PlacesFile.city("Netherlands", "Utrecht", "Amersfoort", 52.155, 5.3875))
                .with("198.51.100.0", 24, PlacesFile.country("Iceland"))
                .with("2001:db8::", 32, PlacesFile.country("New Zealand"))
                .writeTo(folder.resolve("places.mmdb")));
    }

    @Test
    void whatTheFileKnowsOfAnAddressIsTold() throws IOException {
        try (var places = places()) {
            assertThat(places.areKnown()).isTrue();
            assertThat(places.of("203.0.113.77"))
                    .isEqualTo(Map.of(
                            "country",
                            "Netherlands",
                            "state",
                            "Utrecht",
                            "city",
                            "Amersfoort",
                            "latitude",
                            52.155,
                            "longitude",
                            5.3875));
            assertThat(places.of("198.51.100.1")).isEqualTo(Map.of("country", "Iceland"));
            assertThat(places.of("2001:db8:1::25de")).isEqualTo(Map.of("country", "New Zealand"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "192.0.2.1",
                "10.0.0.1",
                "2001:db9::1",
                "",
                "localhost",
                "203.0.113",
                "203.0.113.0/24",
                "::ffff:x"
            })
    void ofOtherAddressesAndWhatIsNoneNothingIsKnown(String address) throws IOException {
        try (var places = places()) {
            assertThat(places.of(address)).isNull();
        }
    }

    @Test
    void withoutAFileNothingIsKnown() throws IOException {
        try (var places = AddressPlaces.none()) {
            assertThat(places.areKnown()).isFalse();
            assertThat(places.of("203.0.113.77")).isNull();
        }
    }

    @Test
    void aFileThatIsNoneIsSaidAtTheStart() throws IOException {
        var file = Files.writeString(folder.resolve("none.mmdb"), "not a database");
        assertThatThrownBy(() -> new AddressPlaces(file)).hasMessageContaining("hunting.geo-ip-database");
        assertThatThrownBy(() -> new AddressPlaces(folder.resolve("missing.mmdb")))
                .hasMessageContaining("hunting.geo-ip-database");
    }

    @Test
    void aDamagedFileEndsNoQuery() throws IOException {
        var file = folder.resolve("damaged.mmdb");
        new PlacesFile().with("198.51.100.0", 24, PlacesFile.country("Iceland")).writeTo(file);
        var text = Files.readString(file, StandardCharsets.ISO_8859_1);
        int start = text.indexOf("country") - 2;
        int end = text.indexOf("MaxMind.com") - 3;
        Files.writeString(
                file,
                text.substring(0, start) + "\0".repeat(end - start) + text.substring(end),
                StandardCharsets.ISO_8859_1);
        try (var places = new AddressPlaces(file)) {
            assertThat(places.of("198.51.100.1")).isNull();
            assertThat(places.of("198.51.100.1")).isNull();
        }
    }
}
