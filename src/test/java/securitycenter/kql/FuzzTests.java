package securitycenter.kql;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import securitycenter.kql.schema.Column;
import securitycenter.kql.schema.KqlType;
import securitycenter.kql.schema.Schema;
import securitycenter.kql.schema.Table;

/**
 * The queries of the documents with words left out, doubled, swapped and taken from one another: each is compiled to SQL
 * that DuckDB can plan, or refused in a sentence, within a moment. {@code -Dfuzz=100000} tries more.
 */
class FuzzTests {

    private static final Path DOCUMENTS = Path.of("src/test/resources/kql");
    private static final int TRIES = Integer.getInteger("fuzz", 3_000);
    private static final int MOST_FAULTS = 20;
    private static final long SEED = Long.getLong("fuzz.seed", 20_261_127);
    private static final Duration MOMENT = Duration.ofSeconds(20);
    private static final Pattern WORD = Pattern.compile(
            "@?\"(?:[^\"\\\\\\n]|\\\\.)*\"|@?'(?:[^'\\\\\\n]|\\\\.)*'|[\\w$]+|\\s+|==|!=|<=|>=|=~|!~|\\.\\.|[^\\w\\s]");
    private static final List<String> ODD = List.of(
            "\0",
            "💥",
            "--",
            ";",
            "''",
            "\"\"",
            "9223372036854775808",
            "1e999",
            "dynamic(null)",
            "(",
            ")",
            "|",
            "*",
            "long(null)",
            "real(nan)",
            "datetime(null)",
            "'x' || 'y'",
            "1/0",
            "$left",
            "[0]",
            "[\"a\"]",
            ".x",
            "\u200b");
    private static final Schema SCHEMA = new Schema(List.of(new Table(
            "Logons",
            List.of(
                    new Column("Timestamp", KqlType.DATETIME),
                    new Column("DeviceName", KqlType.STRING),
                    new Column("AccountName", KqlType.STRING),
                    new Column("Attempts", KqlType.LONG),
                    new Column("Share", KqlType.REAL),
                    new Column("IsAdmin", KqlType.BOOL),
                    new Column("Details", KqlType.DYNAMIC)))));

    private static Connection database;

    @BeforeAll
    static void aDatabase() throws Exception {
        database = SpecDatabase.open();
    }

    @AfterAll
    static void close() throws SQLException {
        database.close();
    }

    @Test
    void aQueryThatWasTakenApartIsCompiledOrRefused() throws IOException {
        var queries = queries();
        var words = queries.stream().flatMap(List::stream).distinct().toList();
        var random = new Random(SEED);
        var faults = new ArrayList<String>();
        for (int i = 0; i < TRIES && faults.size() < MOST_FAULTS; i++) {
            var query = changed(queries.get(random.nextInt(queries.size())), words, random);
            var begun = System.nanoTime();
            var fault = fault(query);
            if (Duration.ofNanos(System.nanoTime() - begun).compareTo(MOMENT) > 0) {
                fault = "It took longer than " + MOMENT;
            }
            if (!fault.isEmpty()) {
                faults.add(query + "\n    => " + fault);
            }
        }
        var all = new SoftAssertions();
        faults.forEach(fault -> all.fail(fault));
        all.assertAll();
    }

    private static List<List<String>> queries() throws IOException {
        try (var files = Files.list(DOCUMENTS)) {
            return files.filter(file -> file.toString().endsWith(".spec"))
                    .sorted()
                    .flatMap(FuzzTests::queries)
                    .map(FuzzTests::words)
                    .toList();
        }
    }

    private static Stream<String> queries(Path file) {
        try {
            return Stream.of(Files.readString(file).split("\n\n"))
                    .map(each -> each.substring(each.indexOf('\n') + 1)
                            .split("\n    --\n")[0]
                            .strip());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> words(String query) {
        return WORD.matcher(query).results().map(word -> word.group()).toList();
    }

    private static String changed(List<String> query, List<String> words, Random random) {
        var changed = new ArrayList<>(query);
        for (int times = 1 + random.nextInt(3); times > 0 && !changed.isEmpty(); times--) {
            int at = random.nextInt(changed.size());
            switch (random.nextInt(6)) {
                case 0 -> changed.remove(at);
                case 1 -> changed.add(at, changed.get(at));
                case 2 -> changed.set(at, changed.get(random.nextInt(changed.size())));
                case 3 -> changed.set(at, words.get(random.nextInt(words.size())));
                case 4 -> changed.add(at, ODD.get(random.nextInt(ODD.size())));
                default ->
                    changed.subList(at, Math.min(changed.size(), at + 1 + random.nextInt(8)))
                            .clear();
            }
        }
        return String.join("", changed);
    }

    /** Empty where there is none. */
    private static String fault(String query) {
        try {
            return switch (new KqlCompiler(SCHEMA)
                    .compile(query, new Occasion(637450596000000000L, null, null, new OutsideOfTests()))) {
                case Compilation.Rejected(var problems) ->
                    problems.stream().allMatch(problem -> isSentence(problem, query)) ? "" : "Said " + problems;
                case Compilation.Compiled(var sql, var _, var files) -> planned(sql, files);
            };
        } catch (RuntimeException | StackOverflowError e) {
            return e + " at " + e.getStackTrace()[0];
        }
    }

    private static boolean isSentence(Problem problem, String query) {
        return problem.start() >= 0
                && problem.end() <= query.length()
                && problem.start() <= problem.end()
                && !problem.message().isBlank()
                && problem.message().length() < 600;
    }

    private static String planned(String sql, List<String> files) {
        try (var statement = SpecDatabase.statement(database, "EXPLAIN " + sql, files);
                var _ = statement.executeQuery()) {
            return "";
        } catch (SQLException e) {
            return String.valueOf(e.getMessage()).lines().findFirst().orElse("") + " in " + sql;
        }
    }

    @Test
    void theWordsAreThoseOfTheDocuments() throws IOException {
        assertThat(queries())
                .hasSizeGreaterThan(100)
                .allSatisfy(query -> assertThat(query).isNotEmpty());
    }
}
