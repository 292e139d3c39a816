package securitycenter.kql.binding;

import java.util.List;
import org.jspecify.annotations.Nullable;
import securitycenter.kql.functions.Function;
import securitycenter.kql.schema.KqlType;

/** A value with a known type. */
public sealed interface Scalar {

    KqlType type();

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
