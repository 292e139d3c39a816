package securitycenter.kql.values;

/** What a function in Java takes or gives, and what DuckDB holds for it. */
public enum Kind {
    BOOL("BOOLEAN"),

    /** A list or a bag, as JSON. */
    DYNAMIC("VARCHAR"),

    /** A number that parse_version gives, written out. */
    DECIMAL("VARCHAR"),
    GUID("VARCHAR"),
    LONG("BIGINT"),

    /** In ticks. */
    MOMENT("BIGINT"),
    REAL("DOUBLE"),

    /** Never null. */
    TEXT("VARCHAR"),

    /** Of any type, as JSON. */
    VALUE("VARCHAR");

    private final String sql;

    Kind(String sql) {
        this.sql = sql;
    }

    /** DuckDB's type. */
    public String sql() {
        return sql;
    }

    boolean isJson() {
        return this == DYNAMIC || this == VALUE;
    }
}
