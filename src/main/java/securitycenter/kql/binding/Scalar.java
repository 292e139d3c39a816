package securitycenter.kql.binding;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import securitycenter.kql.functions.Function;
import securitycenter.kql.schema.KqlType;

/** A value with a known type. */
public sealed interface Scalar {

    KqlType type();

    /** The values that it is worked out of. */
    default List<Scalar> parts() {
        return switch (this) {
            case FieldValue _, Constant _, First _ -> List.of();
            case Applied(var _, var arguments, var _) -> arguments;
            case Windowed(var _, var arguments, var _, var _) -> arguments;
            case Converted(var value, var _) -> List.of(value);
            case Property(var value, var _) -> List.of(value);
            case Element(var value, var index) -> List.of(value, index);
            case Listed(var value, var list, var _) ->
                Stream.concat(Stream.of(value), list.stream()).toList();
            case Tabled(var value, var _, var _) -> List.of(value);
        };
    }

    /** The same of other values. */
    default Scalar of(List<Scalar> parts) {
        return switch (this) {
            case FieldValue _, Constant _, First _ -> this;
            case Applied(var function, var _, var type) -> new Applied(function, parts, type);
            case Windowed(var function, var _, var order, var type) -> new Windowed(function, parts, order, type);
            case Converted(var _, var type) -> new Converted(parts.getFirst(), type);
            case Property(var _, var name) -> new Property(parts.getFirst(), name);
            case Element _ -> new Element(parts.get(0), parts.get(1));
            case Listed(var _, var _, var anyCase) ->
                new Listed(parts.getFirst(), parts.subList(1, parts.size()), anyCase);
            case Tabled(var _, var table, var anyCase) -> new Tabled(parts.getFirst(), table, anyCase);
        };
    }

    /** The tables that it looks at itself. */
    default List<Relation> relations() {
        return switch (this) {
            case Tabled(var _, var table, var _) -> List.of(table);
            case First(var table) -> List.of(table);
            default -> List.of();
        };
    }

    record FieldValue(Field field) implements Scalar {
        @Override
        public KqlType type() {
            return field.type();
        }
    }

    /** @param value Boolean, Long, Double, String, or JSON as text; null for nothing of this type */
    record Constant(KqlType type, @Nullable Object value) implements Scalar {}

    record Applied(Function function, List<Scalar> arguments, KqlType type) implements Scalar {}

    /** What rows before and after it have a say in. */
    record Windowed(Function function, List<Scalar> arguments, List<Relation.Key> order, KqlType type)
            implements Scalar {}

    record Converted(Scalar value, KqlType type) implements Scalar {}

    /** Of a dynamic value. */
    record Property(Scalar value, String name) implements Scalar {
        @Override
        public KqlType type() {
            return KqlType.DYNAMIC;
        }
    }

    /** Of a dynamic value, by a name or a place. */
    record Element(Scalar value, Scalar index) implements Scalar {
        @Override
        public KqlType type() {
            return KqlType.DYNAMIC;
        }
    }

    /** @param list values of the same type, or one dynamic list of them */
    record Listed(Scalar value, List<Scalar> list, boolean anyCase) implements Scalar {
        @Override
        public KqlType type() {
            return KqlType.BOOL;
        }
    }

    /** @param table its first column counts */
    record Tabled(Scalar value, Relation table, boolean anyCase) implements Scalar {
        @Override
        public KqlType type() {
            return KqlType.BOOL;
        }
    }

    /** The first value of a table. */
    record First(Relation table) implements Scalar {
        @Override
        public KqlType type() {
            return table.fields().getFirst().type();
        }
    }
}
