package securitycenter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.MessageFormat;
import java.util.HashMap;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import securitycenter.alerts.DetectionSources;

/** All that people read is in the message files, in both languages. */
class MessagesTests {

    static final Path MESSAGES = Path.of("src/main/resources/messages");

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{(\\d+)");
    private static final Pattern INFORMAL = Pattern.compile("\\b(je|jij|jou|jouw|jullie)\\b", Pattern.CASE_INSENSITIVE);

    static Stream<String> rooms() {
        try (var files = Files.list(MESSAGES)) {
            return files
                    .map(file -> file.getFileName().toString())
                    .map(name -> name.replaceFirst("(_nl)?\\.properties$", ""))
                    .distinct()
                    .sorted()
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @MethodSource("rooms")
    void bothLanguagesHaveTheSameKeys(String room) {
        assertThat(dutch(room).keySet()).isEqualTo(english(room).keySet());
    }

    @ParameterizedTest
    @MethodSource("rooms")
    void bothLanguagesFillInTheSameThings(String room) {
        var dutch = dutch(room);
        english(room)
                .forEach((key, text) ->
                        assertThat(placeholders(dutch.get(key))).as(key).isEqualTo(placeholders(text)));
    }

    @ParameterizedTest
    @MethodSource("rooms")
    void everyTextSaysSomethingAndCanBeFormatted(String room) {
        for (var texts : List.of(english(room), dutch(room))) {
            texts.forEach((key, text) -> {
                assertThat(text).as(key).isNotBlank();
                assertThat(text)
                        .as(key + ": a straight apostrophe quotes, write ’")
                        .doesNotContain("'");
                new MessageFormat(text);
            });
        }
    }

    @ParameterizedTest
    @MethodSource("rooms")
    void dutchIsFormal(String room) {
        dutch(room).forEach((key, text) -> assertThat(text).as(key).doesNotContainPattern(INFORMAL));
    }

    @ParameterizedTest
    @MethodSource("rooms")
    void dutchCallsThingsByOneName(String room) {
        dutch(room)
                .forEach((key, text) -> assertThat(text)
                        .as(key)
                        .doesNotContain("Defender for Endpoint", "Defender for Office")
                        .doesNotContainIgnoringCase("bewaard filter"));
    }

    @Test
    void whatNoticesThingsHasNamesInBothLanguages() {
        for (var texts : List.of(english("triage"), dutch("triage"))) {
            assertThat(texts.keySet())
                    .containsAll(DetectionSources.WORDS.stream()
                            .map(word -> "detection." + word)
                            .toList());
        }
    }

    @Test
    void noKeyBelongsToTwoRooms() {
        var owners = new HashMap<String, String>();
        rooms().forEach(room -> english(room)
                .keySet()
                .forEach(key -> assertThat(owners.put(key, room))
                        .as(key + " of " + room)
                        .isNull()));
    }

    @Test
    void theApplicationReadsEachOfTheFiles() throws IOException {
        var settings = Files.readString(Path.of("src/main/resources/application.yml"));
        var names = Pattern.compile("basename: (.*)")
                .matcher(settings)
                .results()
                .map(found -> found.group(1).replace("messages/", ""))
                .flatMap(line -> Stream.of(line.split(",")))
                .sorted();
        assertThat(names).containsExactlyElementsOf(rooms().toList());
    }

    static TreeMap<String, String> english(String room) {
        return read(MESSAGES.resolve(room + ".properties"));
    }

    static TreeMap<String, String> dutch(String room) {
        return read(MESSAGES.resolve(room + "_nl.properties"));
    }

    /** Every key of every room. */
    static Set<String> keys() {
        return rooms().flatMap(room -> english(room).keySet().stream()).collect(Collectors.toCollection(TreeSet::new));
    }

    private static TreeMap<String, String> read(Path file) {
        try (var reader = Files.newBufferedReader(file)) {
            var properties = new Properties();
            properties.load(reader);
            var texts = new TreeMap<String, String>();
            properties.forEach((key, text) -> texts.put(key.toString(), text.toString()));
            return texts;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Set<String> placeholders(String text) {
        return PLACEHOLDER.matcher(text).results().map(MatchResult::group).collect(Collectors.toSet());
    }
}
