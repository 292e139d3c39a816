package securitycenter.kql.schema;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The types of Kusto, and what DuckDB holds for each: ticks of 100 ns for both kinds of time, so that nothing is lost and
 * all counting is of whole numbers.
 */
public enum KqlType {
    BOOL("bool", "System.SByte", "BOOLEAN", List.of("boolean")),

    /** Ticks since the year 1. */
    DATETIME("datetime", "System.DateTime", "BIGINT", List.of("date")),

    /** 28 digits before the point, so that the versions of programs are numbers. */
    DECIMAL("decimal", "System.Data.SqlTypes.SqlDecimal", "DECIMAL(38, 10)", List.of()),
    DYNAMIC("dynamic", "System.Object", "VARIANT", List.of()),
    GUID("guid", "System.Guid", "UUID", List.of("uuid", "uniqueid")),
    INT("int", "System.Int32", "INTEGER", List.of()),
    LONG("long", "System.Int64", "BIGINT", List.of()),
    REAL("real", "System.Double", "DOUBLE", List.of("double")),

    /** Never null. */
    STRING("string", "System.String", "VARCHAR", List.of()),

    /** Ticks. */
    TIMESPAN("timespan", "System.TimeSpan", "BIGINT", List.of("time"));

    private final String word;
    private final String netName;
    private final String sql;
    private final List<String> otherWords;

    KqlType(String word, String netName, String sql, List<String> otherWords) {
        this.word = word;
        this.netName = netName;
        this.sql = sql;
        this.otherWords = otherWords;
    }

    public static Optional<KqlType> named(String word) {
        return Stream.of(values())
                .filter(type -> type.word.equals(word) || type.otherWords.contains(word))
                .findFirst();
    }

    /** As queries write it. */
    public String word() {
        return word;
    }

    /** As {@code getschema} tells it. */
    public String netName() {
        return netName;
    }

    /** DuckDB's type. */
    public String sql() {
        return sql;
    }

    public boolean isNumber() {
        return isInteger() || this == REAL || this == DECIMAL;
    }

    public boolean isInteger() {
        return this == INT || this == LONG;
    }
}
