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

    private final Schema schema;

    public KqlCompiler(Schema schema) {
        this.schema = schema;
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
