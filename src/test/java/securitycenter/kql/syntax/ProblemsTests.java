package securitycenter.kql.syntax;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Queries that are refused: under each line of {@code problems.spec} stands where, and why. */
class ProblemsTests {

    private record Case(String name, String query, Span span, String problem) {}

    @TestFactory
    Stream<DynamicTest> whatIsWrongIsSaidAtItsPlace() {
        return cases().stream().map(each -> DynamicTest.dynamicTest(each.name(), () -> check(each)));
    }

    private static void check(Case each) {
        var refused = catchThrowableOfType(KqlException.class, () -> Parser.parse(each.query()));
        assertThat(refused).as(each.query()).isNotNull();
        assertThat(refused.problem()).isEqualTo(each.problem());
        assertThat(refused.span()).isEqualTo(each.span());
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
        var span = new Span(0, 0);
        var problem = "";
        for (var line : lines.subList(1, lines.size())) {
            var text = line.substring(4);
            if (text.strip().startsWith("^")) {
                int marked = (int) text.strip().chars().takeWhile(c -> c == '^').count();
                int start = String.join("\n", query).length() - query.getLast().length() + text.indexOf('^');
                problem = text.strip().substring(marked).strip();
                span = new Span(start, problem.endsWith("the query ends.") ? start : start + marked);
            } else {
                query.add(text);
            }
        }
        return new Case(lines.getFirst(), String.join("\n", query), span, problem);
    }
}
