package securitycenter.kql.functions;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import securitycenter.kql.schema.KqlType;

/**
 * All that is known of a function or sign for arguments of some types.
 *
 * @param optional how many of the last arguments may be missing
 * @param more what may follow any number of times; null for nothing
 * @param truth where null is as good as false; the same as {@code sql} for most
 * @param check of what is written; null where all is well that is of the right types
 */
public record Function(
        String name,
        List<Takes> takes,
        int optional,
        @Nullable Takes more,
        Returns returns,
        Sql sql,
        Sql truth,
        @Nullable Check check) {

    /** What may be wrong with arguments whose types are right. */
    @FunctionalInterface
    public interface Check {

        /** @param constants what is known of each argument; null where that is nothing */
        Optional<String> problem(List<@Nullable Object> constants);
    }

    /** The type of the result, by those of the arguments. */
    @FunctionalInterface
    public interface Returns {

        KqlType of(List<KqlType> arguments);
    }

    static Function of(String name, List<Takes> takes, KqlType returns, String template) {
        return of(name, takes, returns, Sql.template(template));
    }

    static Function of(String name, List<Takes> takes, KqlType returns, Sql sql) {
        return new Function(name, takes, 0, null, _ -> returns, sql, sql, null);
    }

    Function optional(int last) {
        return new Function(name, takes, last, more, returns, sql, truth, check);
    }

    Function andMore(Takes others) {
        return new Function(name, takes, optional, others, returns, sql, truth, check);
    }

    Function returning(Returns other) {
        return new Function(name, takes, optional, more, other, sql, truth, check);
    }

    Function whereTrue(Sql other) {
        return new Function(name, takes, optional, more, returns, sql, other, check);
    }

    Function named(String other) {
        return new Function(other, takes, optional, more, returns, sql, truth, check);
    }

    Function checked(Check other) {
        return new Function(name, takes, optional, more, returns, sql, truth, other);
    }

    /** What is wrong with arguments whose types are right. */
    public Optional<String> problem(List<@Nullable Object> constants) {
        return check == null ? Optional.empty() : check.problem(constants);
    }

    /** The types that arguments of these types are given as; empty where they do not fit. */
    public Optional<List<KqlType>> fit(List<KqlType> given) {
        if (given.size() < takes.size() - optional || given.size() > takes.size() && more == null) {
            return Optional.empty();
        }
        var types = new ArrayList<KqlType>();
        for (int i = 0; i < given.size(); i++) {
            var wanted = i < takes.size() ? takes.get(i) : more;
            var type = wanted == null ? Optional.<KqlType>empty() : wanted.as(given.get(i));
            if (type.isEmpty()) {
                return Optional.empty();
            }
            types.add(type.get());
        }
        return Optional.of(types);
    }
}
