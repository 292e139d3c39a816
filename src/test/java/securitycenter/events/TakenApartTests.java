package securitycenter.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import securitycenter.events.ReadEvents.Found;
import securitycenter.homes.TenantHome;
import securitycenter.kql.Compilation.Compiled;
import securitycenter.kql.KqlCompiler;
import securitycenter.kql.Occasion;
import securitycenter.kql.schema.Column;
import securitycenter.kql.schema.KqlType;
import tools.jackson.databind.json.JsonMapper;

/** Texts with JSON are stored taken apart as well, and what is read of them is the same. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TakenApartTests {

    private static final List<String> TEXTS = List.of(
            "",
            " ",
            "{}",
            "{\"Name\":\"pipe\",\"Count\":3,\"Deep\":{\"List\":[1,\"two\",null]}}",
            " {\"Name\": \"pipe\"} ",
            "{\"Name\":1.50,\"Count\":\"3\"}",
            "{\"Name\":true,\"Count\":true}",
            "{\"Name\":false,\"Count\":2.75,\"Deep\":\"flat\"}",
            "{\"Name\":[1,2],\"Count\":-7,\"Deep\":{\"List\":{\"a\":1}}}",
            "{\"Name\":\"2026-01-14T12:00:00Z\",\"Count\":9007199254740993,\"Deep\":[3,1,2]}",
            "{\"Name\":\"01:02:03\",\"Count\":\"x\",\"Deep\":{}}",
            "{\"Name\":\"74be27de-1e4e-49d9-b579-fe0b331d3642\",\"Count\":{\"n\":1},\"Deep\":{\"List\":[]}}",
            "{\"Name\":null}",
            "{\"name\":\"small\"}",
            "[{\"Name\":\"first\"},{\"Name\":\"second\"}]",
            "\"text\"",
            "null",
            "7",
            "1e400",
            "123456789012345678901234567890",
            "no JSON",
            "{\"Name\":",
            "[".repeat(150) + "]".repeat(150),
            "{\"a\":".repeat(20_000) + "1" + "}".repeat(20_000),
            "[".repeat(201) + "]".repeat(201),
            "[" + "{\"Name\":\"[\"},".repeat(300) + "7]",
            "{\"Name\":\"\\ud83d\\ude00 caf\\u00e9\"}");

    private final KqlCompiler compiler = new KqlCompiler(EventTables.schema());

    OpenStores stores;
    EventReader reader;
    TenantHome home;

    @BeforeAll
    void aHome(@TempDir Path folder) throws IOException {
        stores = EventsTests.stores();
        reader = new EventReader(stores, EventsTests.settings());
        home = EventsTests.home(Files.createDirectories(folder.resolve("home")));
        new EventStore(stores, Clock.systemUTC()).provision(home);
        var rows = new ArrayList<Event>();
        for (int i = 0; i < TEXTS.size(); i++) {
            var properties = JsonMapper.shared()
                    .createObjectNode()
                    .put("AdditionalFields", TEXTS.get(i))
                    .put("DeviceName", "d" + i % 2)
                    .put("ReportId", i);
            rows.add(new Event("DeviceEvents", "k" + i, EventsTests.NOON.plusSeconds(i), properties.toString()));
        }
        EventsTests.events(stores).append(home, rows);
        // What a file holds is laid out by properties, which what was just stored is not.
        stores.closeAll();
    }

    @AfterAll
    void close() {
        reader.close();
        stores.closeAll();
    }

    private Compiled compiled(String query) {
        assertThat(compiler.compile(query, new Occasion(0, null))).as(query).isInstanceOf(Compiled.class);
        return (Compiled) compiler.compile(query, new Occasion(0, null));
    }

    private List<List<@Nullable Object>> rows(Compiled query) {
        var read = reader.read(home, query, new Ceiling(1_000, 1_000_000, Duration.ofMinutes(1)), new Reading());
        assertThat(read).as(query.sql()).isInstanceOf(Found.class);
        return ((Found) read).rows();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DeviceEvents | sort by Timestamp asc | project V = parse_json(AdditionalFields)",
                "DeviceEvents | where parse_json(AdditionalFields).Name == 'pipe' | project ReportId",
                "DeviceEvents | where isnotempty(todynamic(AdditionalFields).Name)",
                "DeviceEvents | extend P = parse_json(AdditionalFields) | sort by Timestamp asc | project P.Name, tolong(P.Count), P.Deep.List[1], ReportId",
                "DeviceEvents | project Text = AdditionalFields, Timestamp | take 100 | sort by Timestamp asc | project Name = todynamic(Text)[0].Name",
                "DeviceEvents | summarize n = count(), m = max(tolong(parse_json(AdditionalFields).Count)) by Name = tostring(parse_json(AdditionalFields).Name) | sort by Name asc",
                "DeviceEvents | summarize arg_max(Timestamp, Name = parse_json(AdditionalFields).Name) by DeviceName | sort by DeviceName asc",
                "DeviceEvents | mv-expand E = parse_json(AdditionalFields) | sort by ReportId asc, tostring(E) asc | project E, ReportId",
                "DeviceEvents | where parse_json(AdditionalFields).Count == 3 | summarize arg_max(Timestamp, *) by DeviceName | sort by DeviceName asc",
                "let Recent = DeviceEvents | where Timestamp > datetime(2026-01-01); Recent | extend P = parse_json(AdditionalFields) | join kind=inner (Recent | where todynamic(AdditionalFields).Name == 'pipe' | project ReportId) on ReportId | sort by ReportId asc | project ReportId, P.Name",
                "DeviceEvents | top 20 by Timestamp asc | where parse_json(AdditionalFields) has 'pipe' | sort by ReportId asc",
                "DeviceEvents | where parse_json(AdditionalFields).Name == 'pipe' | project ReportId, At = ingestion_time()",
                "DeviceEvents | where parse_json(AdditionalFields).Name == 'pipe' | where ingestion_time() > ago(1000d) | project ReportId",
                "DeviceEvents | where parse_json(AdditionalFields).Name == 'pipe' | summarize arg_max(ingestion_time(), *) by DeviceName | project ReportId | sort by ReportId asc",
                "DeviceEvents | where isnotempty(parse_json(AdditionalFields).Name) | partition by DeviceName (top 2 by ReportId | project ReportId, N = parse_json(AdditionalFields).Name) | sort by ReportId asc",
                "DeviceEvents | sort by Timestamp asc | extend N = prev(ReportId), P = parse_json(AdditionalFields).Name | project N, P",
                "union DeviceEvents, (DeviceEvents | where parse_json(AdditionalFields).Count == 3) | count",
                "DeviceEvents | where toscalar(DeviceEvents | summarize max(tolong(parse_json(AdditionalFields).Count))) == tolong(parse_json(AdditionalFields).Count) | project ReportId"
            })
    void whatIsReadOfATextIsReadOfWhatIsStoredTakenApart(String query) {
        var apart = compiled(query);
        assertThat(apart.sql()).contains("\"$AdditionalFields\"").doesNotContain("kql_json_in");
        // With nothing added to it, it is no longer the column.
        var ofText = compiled(query.replaceAll("(parse_json|todynamic)\\((\\w+)\\)", "$1(strcat('', $2))"));
        assertThat(ofText.sql()).contains("kql_json_in");
        assertThat(rows(apart)).isNotEmpty().isEqualTo(rows(ofText));
        // Nothing unseen comes along.
        assertThat(width(apart)).isEqualTo(apart.columns().size());
        assertThat(apart.columns()).extracting(Column::type).isEqualTo(types(ofText));
    }

    private int width(Compiled query) {
        return stores.use(home, connection -> {
            try (var statement = connection.createStatement();
                    var described = statement.executeQuery("select count(*) from (describe " + query.sql() + ")")) {
                described.next();
                return described.getInt(1);
            }
        });
    }

    private static List<KqlType> types(Compiled query) {
        return query.columns().stream().map(Column::type).toList();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tostring(P)",
                "tostring(P.Name)",
                "tolong(P.Count)",
                "toint(P.Count)",
                "todouble(P.Count)",
                "todouble(P.Name)",
                "tobool(P.Name)",
                "tobool(P.Count)",
                "todatetime(P.Name)",
                "totimespan(P.Name)",
                "toguid(P.Name)",
                "todecimal(P.Count)",
                "P.Deep.List[1]",
                "P.Deep.List[-1]",
                "P.Deep.List.a",
                "P[0]",
                "P[0].Name",
                "P['Name']",
                "P[strcat('Na', 'me')]",
                "gettype(P)",
                "gettype(P.Name)",
                "gettype(P.Count)",
                "gettype(P.Deep)",
                "isnull(P.Name)",
                "isempty(P.Name)",
                "array_length(P)",
                "array_length(P.Deep.List)",
                "bag_keys(P)",
                "bag_has_key(P, 'Count')",
                "array_sort_asc(P.Deep)",
                "P.Name == 'pipe'",
                "P.Count == 3",
                "P.Count > 2",
                "P.Count + 1",
                "P.Count != 'x'",
                "P.Name in ('pipe', 'small')",
                "P.Count in (3, -7)",
                "P has 'pipe'",
                "P.Deep contains 'two'",
                "P.Name startswith 'p'",
                "strcat(P.Name, '-', P.Count)",
                "iff(gettype(P.Count) == 'long', tolong(P.Count), -1)",
                "case(P.Count == 3, 'three', P.Name == 'pipe', 'pipe', 'none')",
                "coalesce(tostring(P.Name), 'none')",
                "bag_merge(P, dynamic({'z': 1}))",
                "pack('p', P.Name)",
                "treepath(P)",
                "array_index_of(P.Deep, 1)",
                "set_has_element(P.Deep, 3)",
                "zip(P.Deep, P.Deep)",
                "array_concat(P.Deep, P.Deep)",
                "extract('(p.*)', 1, tostring(P.Name))",
                "split(tostring(P.Name), ':')",
                "P.Name =~ 'PIPE'",
                "not(tobool(P.Count))",
                "tolong(P.Deep.List[0]) + tolong(P.Count)",
                "datetime_add('day', tolong(P.Count), datetime(2026-01-01))"
            })
    void eachFunctionMakesTheSameOfIt(String expression) {
        var start =
                "DeviceEvents | sort by Timestamp asc | extend P = parse_json(AdditionalFields) | project ReportId, V = ";
        var apart = compiled(start + expression);
        assertThat(apart.sql()).contains("\"$AdditionalFields\"").doesNotContain("kql_json_in(c");
        var ofText = compiled(start.replace("(AdditionalFields)", "(strcat('', AdditionalFields))") + expression);
        assertThat(rows(apart)).isEqualTo(rows(ofText));
        if (apart.columns().getLast().type() != KqlType.BOOL) {
            return;
        }
        var where = " | where " + expression + " | project ReportId";
        assertThat(rows(compiled(start.replace(" | project ReportId, V = ", where))))
                .isEqualTo(rows(compiled(start.replace("(AdditionalFields)", "(strcat('', AdditionalFields))")
                        .replace(" | project ReportId, V = ", where))));
    }

    @Test
    void aTextThatWasMadeAnewIsReadItself() {
        var query = compiled("""
                DeviceEvents
                | where ReportId == 0
                | extend AdditionalFields = '{"Name":"other"}'
                | project Name = parse_json(AdditionalFields).Name""");
        assertThat(rows(query)).containsExactly(List.of("\"other\""));
    }

    @Test
    void afterAJoinTheTextIsRead() {
        var query = compiled("""
                DeviceEvents
                | join kind=inner (DeviceEvents | project ReportId, AdditionalFields) on ReportId
                | where parse_json(AdditionalFields).Name == 'pipe' and parse_json(AdditionalFields1).Name == 'pipe'
                | count""");
        assertThat(rows(query)).containsExactly(List.of(2L));
    }

    @Test
    void noQuerySeesTheColumn() {
        assertThat(rows(compiled("DeviceEvents | extend P = parse_json(AdditionalFields) | getschema")))
                .extracting(List::getFirst)
                .noneMatch(name -> String.valueOf(name).startsWith("$"));
    }

    @Test
    void aStoreOfAnEarlierVersionTakesApartWhatItHolds() throws SQLException {
        var all = "DeviceEvents | sort by Timestamp asc | project parse_json(AdditionalFields), ReportId";
        var before = rows(compiled(all));
        stores.closeAll();
        try (var raw = DriverManager.getConnection(
                        "jdbc:duckdb:" + StoreFile.of(home).path());
                var statement = raw.createStatement()) {
            statement.execute("alter table \"DeviceEvents\" drop column \"$AdditionalFields\"");
            statement.execute("alter table \"DeviceEvents\" add column \"NobodyKnowsIt\" varchar");
            statement.execute("update known_tables set fingerprint = 'older'");
        }
        assertThat(rows(compiled(all))).isEqualTo(before).hasSize(TEXTS.size());
    }
}
