package securitycenter.kql.syntax;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import securitycenter.kql.syntax.Expression.TypedName;
import securitycenter.kql.syntax.Token.Kind;

/** Names of columns, wildcards for them, and their types. */
final class NameParser {

    static final Set<String> TYPES = Set.of(
            "bool",
            "boolean",
            "datetime",
            "date",
            "decimal",
            "double",
            "dynamic",
            "guid",
            "int",
            "long",
            "real",
            "string",
            "time",
            "timespan",
            "uniqueid",
            "uuid");
    private static final Set<String> RESERVED = Set.of(
            "and",
            "asc",
            "between",
            "contains",
            "desc",
            "endswith",
            "first",
            "has",
            "has_all",
            "has_any",
            "hasprefix",
            "hassuffix",
            "in",
            "last",
            "matches",
            "or",
            "startswith");

    private final TokenStream tokens;

    NameParser(TokenStream tokens) {
        this.tokens = tokens;
    }

    TypedName bareType() {
        var type = tokens.expect(Kind.NAME, "a type");
        return new TypedName("", type.text(), type.span());
    }

    /** {@code (a:long, b:string)}. */
    List<TypedName> typedNames() {
        tokens.expect("(");
        var columns = new ArrayList<TypedName>();
        while (!tokens.sees(")")) {
            columns.add(typedName());
            if (!tokens.accept(",")) {
                break;
            }
        }
        tokens.expect(")");
        return columns;
    }

    TypedName typedName() {
        var name = name("the name of a column");
        tokens.expect(":");
        return new TypedName(name.name(), type(), name.span());
    }

    String type() {
        var type = tokens.expect(Kind.NAME, "a type");
        if (!TYPES.contains(type.text())) {
            throw new KqlException(type.span(), "There is no type \"" + type.text() + "\".");
        }
        return type.text();
    }

    /** Also between brackets: {@code ['two words']}. */
    Expression.Name name(String what) {
        if (tokens.sees("[") && tokens.peek(1).isString()) {
            var start = tokens.next().span();
            var name = tokens.next().text();
            tokens.expect("]");
            return new Expression.Name(name, tokens.since(start));
        }
        var token = tokens.expect(Kind.NAME, what);
        return new Expression.Name(token.text(), token.span());
    }

    /** That a column gets. Some words of the language must stand between brackets there. */
    Expression.Name newName(String what) {
        var bare = tokens.peek().kind() == Kind.NAME;
        var name = name(what);
        if (bare && RESERVED.contains(name.name())) {
            throw new KqlException(
                    name.span(),
                    "\"" + name.name() + "\" is a word of the language. As a name write ['" + name.name() + "'].");
        }
        return name;
    }

    /** {@code Device*}, {@code *Id}, a name. */
    Expression nameOrWildcard(String what) {
        var start = tokens.peek();
        int parts = 0;
        while (isPartOfPattern(tokens.peek(parts))
                && (parts == 0 || tokens.peek(parts - 1).touches(tokens.peek(parts)))) {
            parts++;
        }
        var pattern = tokens.joined(0, parts);
        if (!pattern.contains("*")) {
            return name(what);
        }
        tokens.skip(parts);
        return new Expression.Wildcard(pattern, tokens.since(start.span()));
    }

    private static boolean isPartOfPattern(Token token) {
        return token.is("*") || token.kind() == Kind.NAME || token.kind() == Kind.NUMBER;
    }
}
