package securitycenter.kql;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import securitycenter.kql.functions.Argument;
import securitycenter.kql.functions.Conversions;
import securitycenter.kql.schema.Column;
import securitycenter.kql.schema.KqlType;
import securitycenter.kql.schema.Schema;
import securitycenter.kql.schema.Table;
import securitycenter.kql.syntax.Literals;

/**
 * What queries mean: the documents beside this class hold for each a name, the query, its SQL and its rows, as DuckDB gives
 * them. {@code -Dkql.record} writes SQL and rows anew, to be looked at in the change.
 */
class SpecTests {

    private static final Path DOCUMENTS = Path.of("src/test/resources/kql");
    private static final long NOW = Literals.datetime("2026-11-25T12:00:00Z").orElseThrow();
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

    /** @param lines the query, then the SQL, then the head and the rows */
    private record Case(String name, List<List<String>> lines) {

        String query() {
            return String.join("\n", lines.getFirst());
        }

        String written() {
            return name + "\n"
                    + lines.stream()
                            .map(part ->
                                    part.stream().map(line -> "    " + line).collect(Collectors.joining("\n")))
                            .collect(Collectors.joining("\n    --\n"));
        }
    }

    private static Connection database;

    @BeforeAll
    static void aDatabase() throws Exception {
        database = SpecDatabase.open();
    }

    @AfterAll
    static void close() throws SQLException {
        database.close();
    }

    @TestFactory
    Stream<DynamicContainer> whatQueriesMean() throws IOException {
        try (var files = Files.list(DOCUMENTS)) {
            return files
                    .filter(file -> file.toString().endsWith(".spec") && !file.endsWith("problems.spec"))
                    .sorted()
                    .map(SpecTests::container)
                    .toList()
                    .stream();
        }
    }

    private static DynamicContainer container(Path file) {
        try {
            if (System.getProperty("kql.record") != null) {
                record(file, cases(file));
            }
            var cases = cases(file);
            return DynamicContainer.dynamicContainer(
                    file.getFileName().toString(),
                    cases.stream().map(each -> DynamicTest.dynamicTest(each.name(), () -> check(each))));
        } catch (IOException | SQLException e) {
            throw new IllegalStateException(file.toString(), e);
        }
    }

    private static List<Case> cases(Path file) throws IOException {
        return Stream.of(Files.readString(file).strip().split("\n\n"))
                .map(SpecTests::read)
                .toList();
    }

    private static Case read(String text) {
        var lines = text.lines().toList();
        var parts = new ArrayList<List<String>>();
        parts.add(new ArrayList<>());
        for (var line : lines.subList(1, lines.size())) {
            if (line.equals("    --")) {
                parts.add(new ArrayList<>());
            } else {
                parts.getLast().add(line.substring(4));
            }
        }
        return new Case(lines.getFirst(), parts);
    }

    private static void check(Case each) throws SQLException {
        assertThat(each.written()).isEqualTo(asIs(each).written());
    }

    private static void record(Path file, List<Case> cases) throws IOException, SQLException {
        var text = new ArrayList<String>();
        for (var each : cases) {
            text.add(asIs(each).written());
        }
        Files.writeString(file, String.join("\n\n", text) + "\n");
    }

    /** With the SQL and the rows that there really are. */
    private static Case asIs(Case each) throws SQLException {
        var compilation = new KqlCompiler(SCHEMA)
                .compile(each.query(), new Occasion(NOW, null, SpecTests::peek, new OutsideOfTests()));
        return switch (compilation) {
            case Compilation.Rejected(var problems) -> throw new AssertionError(each.name() + ": " + problems);
            case Compilation.Compiled(var sql, var columns, var files) ->
                new Case(each.name(), List.of(each.lines().getFirst(), List.of(sql), rows(sql, columns, files)));
        };
    }

    private static List<List<@Nullable String>> peek(String sql, List<String> files) {
        try (var statement = SpecDatabase.statement(database, sql, files);
                var found = statement.executeQuery()) {
            var rows = new ArrayList<List<@Nullable String>>();
            while (found.next()) {
                var row = new ArrayList<@Nullable String>();
                for (int i = 1; i <= found.getMetaData().getColumnCount(); i++) {
                    row.add(found.getString(i));
                }
                rows.add(row);
            }
            return rows;
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    private static List<String> rows(String sql, List<Column> columns, List<String> files) throws SQLException {
        var names = new ArrayList<String>();
        var printed = new ArrayList<String>();
        for (int i = 0; i < columns.size(); i++) {
            var name = "p" + i;
            names.add(name);
            printed.add("CASE WHEN " + name + " IS NULL THEN 'null' ELSE "
                    + Conversions.sql(new Argument(name, columns.get(i).type(), null), KqlType.STRING) + " END");
        }
        var lines = new ArrayList<String>();
        lines.add(columns.stream()
                .map(column -> column.name() + ":" + column.type().word())
                .collect(Collectors.joining(", ")));
        var shown = "SELECT " + String.join(", ", printed) + " FROM (" + sql + ") r(" + String.join(", ", names) + ")";
        try (var statement = SpecDatabase.statement(database, shown, files);
                var rows = statement.executeQuery()) {
            while (rows.next()) {
                var cells = new ArrayList<String>();
                for (int i = 1; i <= columns.size(); i++) {
                    cells.add(rows.getString(i));
                }
                lines.add(String.join(" | ", cells).replace("\n", "⏎").stripTrailing());
            }
        }
        return lines;
    }
}
