package securitycenter.kql.syntax;

import java.util.Set;

/** The operators that a pipe may have. */
public final class OperatorNames {

    private static final Set<String> ALL = Set.of(
            "as",
            "count",
            "distinct",
            "evaluate",
            "extend",
            "find",
            "getschema",
            "invoke",
            "join",
            "limit",
            "lookup",
            "make-series",
            "mv-apply",
            "mv-expand",
            "order",
            "parse",
            "parse-kv",
            "parse-where",
            "partition",
            "project",
            "project-away",
            "project-by-names",
            "project-keep",
            "project-rename",
            "project-reorder",
            "render",
            "sample",
            "sample-distinct",
            "scan",
            "search",
            "serialize",
            "sort",
            "summarize",
            "take",
            "top",
            "top-hitters",
            "top-nested",
            "union",
            "where");

    private OperatorNames() {}

    public static Set<String> all() {
        return ALL;
    }
}
