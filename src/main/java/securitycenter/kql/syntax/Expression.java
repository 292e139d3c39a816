package securitycenter.kql.syntax;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What was written where a value or a table may stand. */
public sealed interface Expression {

    Span span();

    /** Of a column, a table or a variable. */
    record Name(String name, Span span) implements Expression {}

    /** Of several of them: {@code Device*}, {@code *}. */
    record Wildcard(String pattern, Span span) implements Expression {}

    record LongLiteral(long value, Span span) implements Expression {}

    record RealLiteral(double value, Span span) implements Expression {}

    /** @param digits as they are written, with all that a number of two's powers would lose */
    record DecimalLiteral(String digits, Span span) implements Expression {}

    record BoolLiteral(boolean value, Span span) implements Expression {}

    /** @param hidden it must not be shown again */
    record StringLiteral(String value, boolean hidden, Span span) implements Expression {}

    /** @param ticks of 100 ns, since the year 1 */
    record DatetimeLiteral(long ticks, Span span) implements Expression {}

    /** @param ticks of 100 ns */
    record TimespanLiteral(long ticks, Span span) implements Expression {}

    record GuidLiteral(String value, Span span) implements Expression {}

    record DynamicLiteral(Json value, Span span) implements Expression {}

    /** @param type by its name in the language */
    record NullLiteral(String type, Span span) implements Expression {}

    /** @param named with the span of the name alone */
    record Call(String function, Span named, List<Argument> arguments, Span span) implements Expression {}

    /** {@code -a}, {@code +a}. */
    record Signed(String sign, Expression value, Span span) implements Expression {}

    /** @param sign also a word: {@code and}, {@code has}, {@code !contains} */
    record Binary(String sign, Span signed, Expression left, Expression right, Span span) implements Expression {}

    /** @param sign {@code in}, {@code !in~}, {@code has_any} and their like */
    record In(String sign, Span signed, Expression value, List<Expression> list, Span span) implements Expression {}

    record Between(boolean negated, Expression value, Expression low, Expression high, Span span)
            implements Expression {}

    /** {@code a.b}. */
    record Member(Expression base, String name, Span named, Span span) implements Expression {}

    /** {@code a[b]}. */
    record Index(Expression base, Expression index, Span span) implements Expression {}

    /** {@code typeof(…)}: names and types. The names are empty where only a type was written. */
    record Typeof(List<TypedName> columns, Span span) implements Expression {}

    /**
     * A table and what its rows are piped through.
     *
     * @param source null where the first operator makes the rows
     */
    record Pipe(@Nullable Expression source, List<Operator> operators, Span span) implements Expression {}

    /** @param name empty where none was written */
    record Argument(String name, Expression value) {}

    /** @param type by its name in the language */
    record TypedName(String name, String type, Span span) {}
}
