package securitycenter.kql;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import securitycenter.kql.schema.Column;
import securitycenter.kql.schema.KqlType;
import securitycenter.kql.schema.Outside;
import securitycenter.kql.schema.Schema;
import securitycenter.kql.schema.Table;

/** Queries that are refused: under each line of {@code problems.spec} stands where, and why. */
class ProblemsTests {

    private static final KqlCompiler COMPILER = new KqlCompiler(new Schema(List.of(
            new Table("T", List.of(new Column("A", KqlType.STRING), new Column("N", KqlType.LONG))))));

    private record Case(String name, String query, int start, int end, String problem) {}

    @TestFactory
    Stream<DynamicTest> whatIsWrongIsSaidAtItsPlace() {
        return cases().stream().map(each -> DynamicTest.dynamicTest(each.name(), () -> check(each)));
    }

    private static void check(Case each) {
        var occasion = new Occasion(0, null, null, outside(each.name()));
        assertThat(COMPILER.compile(each.query(), occasion))
                .isInstanceOfSatisfying(Compilation.Rejected.class, rejected -> {
                    var problem = rejected.problems().getFirst();
                    assertThat(problem.message()).isEqualTo(each.problem());
                    assertThat(List.of(problem.start(), problem.end())).isEqualTo(List.of(each.start(), each.end()));
                });
    }

    private static Outside outside(String name) {
        return name.endsWith("where nothing is allowed") ? Outside.NOTHING : new OutsideOfTests();
    }

    private static List<Case> cases() {
        return Stream.of(text().split("\n\n")).map(ProblemsTests::read).toList();
    }

    private static String text() {
        try (var file = ProblemsTests.class.getResourceAsStream("/kql/problems.spec")) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Case read(String written) {
        var lines = written.strip().lines().toList();
        var query = new ArrayList<String>();
        int start = 0;
        int end = 0;
        var problem = "";
        for (var line : lines.subList(1, lines.size())) {
            var text = line.substring(4);
            if (text.strip().startsWith("^")) {
                int marked = (int) text.strip().chars().takeWhile(c -> c == '^').count();
                start = String.join("\n", query).length() - query.getLast().length() + text.indexOf('^');
                problem = text.strip().substring(marked).strip();
                end = problem.endsWith("the query ends.") ? start : start + marked;
            } else {
                query.add(text);
            }
        }
        return new Case(lines.getFirst(), String.join("\n", query), start, end, problem);
    }
}
