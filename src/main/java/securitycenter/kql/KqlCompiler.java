package securitycenter.kql;

import java.util.List;
import securitycenter.kql.binding.Binder;
import securitycenter.kql.schema.Column;
import securitycenter.kql.schema.Schema;
import securitycenter.kql.sql.DuckDbWriter;
import securitycenter.kql.syntax.KqlException;
import securitycenter.kql.syntax.Parser;

/** The whole way from query text to SQL: parse, bind, write. */
public final class KqlCompiler {

    private final Schema schema;

    public KqlCompiler(Schema schema) {
        this.schema = schema;
    }

    /** @param now what {@code now()} is, in ticks of 100 ns since the year 1 */
    public Compilation compile(String text, long now) {
        try {
            var relation = new Binder(schema, now).bind(Parser.parse(text));
            var columns = relation.fields().stream()
                    .map(field -> new Column(field.name(), field.type()))
                    .toList();
            return new Compilation.Compiled(new DuckDbWriter().write(relation), columns);
        } catch (KqlException e) {
            return new Compilation.Rejected(
                    List.of(new Problem(e.span().start(), e.span().end(), e.problem())));
        }
    }
}
