package securitycenter.events;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.duckdb.DuckDBColumnType;
import org.duckdb.DuckDBDataChunkReader;
import org.duckdb.DuckDBDriver;
import org.duckdb.DuckDBFunctions;
import org.duckdb.DuckDBReadableVector;
import org.duckdb.DuckDBWritableVector;
import org.jspecify.annotations.Nullable;
import securitycenter.kql.values.JavaFunction;
import securitycenter.kql.values.Kind;

/** Tells a database of the functions in Java, for all its connections. */
final class JavaInDuckDb {

    private JavaInDuckDb() {}

    static void register(Connection database, List<JavaFunction> functions) throws SQLException {
        for (var function : functions) {
            try (var builder = DuckDBFunctions.scalarFunction()) {
                builder.withName(function.sqlName())
                        .withReturnType(
                                DuckDBColumnType.valueOf(function.gives().sql()));
                for (var kind : function.takes()) {
                    builder.withParameter(DuckDBColumnType.valueOf(kind.sql()));
                }
                builder.withVectorizedFunction((input, output) -> apply(function, input, output))
                        .register(database);
            }
        }
        // The driver lists them for ever, once for each time that a store is opened.
        DuckDBDriver.clearFunctionsRegistry();
    }

    private static void apply(JavaFunction function, DuckDBDataChunkReader input, DuckDBWritableVector output) {
        var arguments = new @Nullable Object[function.takes().size()];
        for (long row = 0; row < input.rowCount(); row++) {
            read(function.takes(), input, row, arguments);
            write(function.apply(arguments), output, row);
        }
    }

    private static void read(List<Kind> kinds, DuckDBDataChunkReader input, long row, @Nullable Object[] arguments) {
        for (int i = 0; i < arguments.length; i++) {
            var vector = input.vector(i);
            arguments[i] = vector.isNull(row) ? null : value(vector, kinds.get(i), row);
        }
    }

    private static Object value(DuckDBReadableVector vector, Kind kind, long row) {
        return switch (kind) {
            case BOOL -> vector.getBoolean(row);
            case LONG, MOMENT -> vector.getLong(row);
            case REAL -> vector.getDouble(row);
            case DECIMAL, DYNAMIC, GUID, TEXT, VALUE -> vector.getString(row);
        };
    }

    private static void write(@Nullable Object value, DuckDBWritableVector output, long row) {
        switch (value) {
            case null -> output.setNull(row);
            case Boolean truth -> output.setBoolean(row, truth);
            case Long whole -> output.setLong(row, whole);
            case Double real -> output.setDouble(row, real);
            default -> output.setString(row, (String) value);
        }
    }
}
