package securitycenter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Attribute;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Templates say nothing by themselves, decide nothing, and need no exception in the content security policy. */
class TemplatesTests {

    private static final Path TEMPLATES = Path.of("src/main/resources/templates");

    /** The same in every language. */
    private static final Set<String> SAID_IN_TEMPLATES = Set.of("UTC", ",", ".", "–");

    private static final Set<String> READ_ALOUD = Set.of("alt", "title", "aria-label", "placeholder", "label");

    private static final Pattern KEY = Pattern.compile("#\\{([A-Za-z0-9_.-]+)[}(]");
    private static final Pattern KEY_BEGINNING = Pattern.compile("#\\{\\$\\{'([A-Za-z0-9_.-]+)' *\\+");

    static Stream<Path> templates() {
        try (var files = Files.walk(TEMPLATES)) {
            return files.filter(file -> file.toString().endsWith(".html")).sorted().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Stream<Path> pages() {
        return templates()
                .filter(file -> !file.getFileName().toString().startsWith("_"))
                .filter(file -> !file.endsWith("layout.html"));
    }

    @ParameterizedTest
    @MethodSource("templates")
    void everyWordComesFromTheMessageFiles(Path template) {
        for (var element : parsed(template).getAllElements()) {
            if (!saysNothingOrWhatIsComputed(element)) {
                assertThat(element.ownText().replaceAll("\\[\\[.*?]]", "").strip())
                        .as("text in <%s> of %s", element.tagName(), template)
                        .matches(text -> text.isEmpty() || SAID_IN_TEMPLATES.contains(text));
            }
            for (var name : READ_ALOUD) {
                assertThat(element.hasAttr(name))
                        .as("%s of <%s> in %s", name, element.tagName(), template)
                        .isFalse();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("templates")
    void everyMessageKeyExists(Path template) throws IOException {
        var text = Files.readString(template);
        var keys = MessagesTests.keys();
        assertThat(KEY.matcher(text).results().map(found -> found.group(1)))
                .as(template.toString())
                .allMatch(keys::contains);
        assertThat(KEY_BEGINNING.matcher(text).results().map(found -> found.group(1)))
                .as(template.toString())
                .allMatch(beginning -> keys.stream().anyMatch(key -> key.startsWith(beginning)));
    }

    /** A mail takes its styles along, and is under no policy of ours. */
    @ParameterizedTest
    @MethodSource("templates")
    void nothingButAMailNeedsInlineStyles(Path template) {
        if (!template.endsWith("_mail.html")) {
            var page = parsed(template);
            assertThat(page.select("style")).as(template.toString()).isEmpty();
            assertThat(attributes(page).map(Attribute::getKey))
                    .as(template.toString())
                    .noneMatch(name -> name.matches("(th:)?style"));
        }
    }

    @ParameterizedTest
    @MethodSource("templates")
    void nothingNeedsInlineScripts(Path template) {
        var page = parsed(template);
        assertThat(page.select("script").stream().map(Element::data))
                .as(template.toString())
                .allMatch(String::isBlank);
        assertThat(attributes(page).map(Attribute::getKey))
                .as(template.toString())
                .noneMatch(name -> name.matches("(th:)?(on[a-z]+|hx-on.*)") || name.equals("th:inline"));
        assertThat(attributes(page)
                        .filter(one -> one.getKey().endsWith("hx-vals"))
                        .map(Attribute::getValue))
                .as(template.toString())
                .noneMatch(value -> value.strip().startsWith("js:"));
        assertThat(attributes(page)
                        .filter(one -> one.getKey().endsWith("hx-trigger"))
                        .map(Attribute::getValue))
                .as(template.toString())
                .noneMatch(value -> value.contains("["));
    }

    /** Otherwise a page that somebody left open would keep their session alive. */
    @ParameterizedTest
    @MethodSource("templates")
    void whatAsksByItselfSaysSo(Path template) {
        for (var element : parsed(template).getAllElements()) {
            var attributes = element.attributes().html();
            if (attributes.contains("every ") || attributes.contains("http-equiv=\"refresh\"")) {
                assertThat(attributes).as(template.toString()).contains("?watched");
            }
        }
    }

    @ParameterizedTest
    @MethodSource("templates")
    void nothingIsDecidedOrWrittenRaw(Path template) throws IOException {
        assertThat(Files.readString(template))
                .as(template.toString())
                .doesNotContain(" T(", "${T(", "(T(", "th:utext", "[(");
    }

    /** In one tag th:replace comes before these, so they would not count. */
    @ParameterizedTest
    @MethodSource("templates")
    void nothingIsLostBesideAReplacement(Path template) {
        assertThat(parsed(template).getAllElements())
                .as(template.toString())
                .noneMatch(element -> (element.hasAttr("th:replace") || element.hasAttr("th:insert"))
                        && Stream.of("th:if", "th:unless", "th:with").anyMatch(element::hasAttr));
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyPageIsFramedAndHasOneHeading(Path page) throws IOException {
        assertThat(Files.readString(page)).as(page.toString()).startsWith("<!DOCTYPE html>");
        var html = parsed(page).selectFirst("html");
        assertThat(html.attr("th:replace")).as(page.toString()).contains("~{portal/layout :: ");
        assertThat(html.select("main#main[tabindex=-1]")).as(page.toString()).hasSize(1);
        assertThat(html.select("h1")).as(page.toString()).isNotEmpty();
    }

    private static boolean saysNothingOrWhatIsComputed(Element element) {
        return element.tagName().equals("style")
                || List.of("th:text", "th:replace", "th:insert").stream().anyMatch(element::hasAttr);
    }

    private static Stream<Attribute> attributes(Document page) {
        return page.getAllElements().stream().flatMap(element -> element.attributes().asList().stream());
    }

    private static Document parsed(Path template) {
        try {
            return Jsoup.parse(Files.readString(template), "", Parser.xmlParser());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
