package securitycenter.kql;

import java.util.List;
import org.jspecify.annotations.Nullable;
import securitycenter.kql.binding.Binder;
import securitycenter.kql.binding.Look;
import securitycenter.kql.binding.UnknownName;
import securitycenter.kql.schema.Column;
import securitycenter.kql.schema.Schema;
import securitycenter.kql.sql.DuckDbWriter;
import securitycenter.kql.syntax.KqlException;
import securitycenter.kql.syntax.Parser;
import securitycenter.kql.syntax.Query;

/** The whole way from query text to SQL: parse, bind, write. */
public final class KqlCompiler {

    private static final String OF_MANY_KINDS = """
            let most = 10;
            let rows = datatable(name: string, at: datetime, list: dynamic) ["a", datetime(2020-01-01), dynamic([1])];
            rows
            | where at > ago(7d) and at between (ago(1d) .. 1h) and name has "a" and name has_any ("b", "c") or name in~ ("d", "e")
            | extend text = strcat(tolower(name), tostring(list[0]), format_datetime(at, "HH")), value = iff(isempty(name), 1, 2)
            | parse text with * "=" rest
            | mv-expand list to typeof(long)
            | join kind=inner (rows | project name, other = at) on name
            | union rows
            | summarize count(), dcount(text), make_set(rest), arg_max(at, *) by name, bin(other, 1h)
            | project-away rest
            | top most by count_
            | sort by name asc
            """;

    private final Schema schema;

    public KqlCompiler(Schema schema) {
        this.schema = schema;
    }

    /** Loads what whoever comes first would wait for: the functions alone are some five hundred classes. */
    public void warmUp() {
        if (compile(OF_MANY_KINDS, new Occasion(0, null)) instanceof Compilation.Rejected(var problems)) {
            throw new IllegalStateException(problems.toString());
        }
    }

    private static @Nullable Look look(Occasion occasion) {
        var peek = occasion.peek();
        if (peek == null) {
            return null;
        }
        return relation -> {
            var writer = new DuckDbWriter(occasion.period());
            return peek.rows(writer.write(relation), writer.files());
        };
    }

    /** The words that may stand where somebody is writing, the likely ones first. */
    public Completion.All complete(String text, int offset) {
        return new Completions(schema).at(text, offset);
    }

    public Compilation compile(String text, Occasion occasion) {
        Query query;
        try {
            query = Parser.parse(text);
        } catch (KqlException e) {
            return rejected(e, "A recognition error occurred.");
        }
        try {
            var relation = new Binder(schema, occasion.now(), look(occasion), occasion.outside()).bind(query);
            var columns = relation.fields().stream()
                    .map(field -> new Column(field.name(), field.type()))
                    .toList();
            var writer = new DuckDbWriter(occasion.period());
            return new Compilation.Compiled(writer.write(relation), columns, writer.files());
        } catch (KqlException e) {
            return rejected(e, inKustosWords(e, text));
        }
    }

    private static Compilation rejected(KqlException e, String engineText) {
        return new Compilation.Rejected(
                List.of(new Problem(e.span().start(), e.span().end(), e.problem(), engineText)));
    }

    private static String inKustosWords(KqlException e, String text) {
        if (!(e instanceof UnknownName unknown)) {
            return e.problem();
        }
        var step = e.operator();
        var inside = step == null || step.end() > text.length()
                ? ""
                : "'" + text.substring(step.start(), step.end()) + "' operator: ";
        return inside + "Failed to resolve "
                + switch (unknown.what()) {
                    case COLUMN -> "scalar expression";
                    case TABLE -> "table or column expression";
                    case FUNCTION -> "function";
                }
                + " named '" + unknown.name() + "'";
    }
}
