package securitycenter.kql.functions;

import java.util.Optional;
import securitycenter.kql.schema.KqlType;

/** What a function takes at a place. A dynamic value becomes what is wanted. */
public enum Takes {
    ANY,
    BOOL,
    DATETIME,
    DECIMAL,
    DYNAMIC,
    GUID,
    INTEGER,
    NUMBER,
    STRING,
    TIMESPAN,

    /** Everything, printed. */
    TEXT;

    /** The type that a value of this one is given as; empty where it does not fit. */
    public Optional<KqlType> as(KqlType given) {
        return switch (this) {
            case ANY -> Optional.of(given);
            case TEXT -> Optional.of(KqlType.STRING);
            case INTEGER -> given.isInteger() ? Optional.of(given) : fromDynamic(given, KqlType.LONG);
            case NUMBER -> given.isNumber() ? Optional.of(given) : fromDynamic(given, KqlType.REAL);
            case BOOL, DATETIME, DECIMAL, DYNAMIC, GUID, STRING, TIMESPAN -> {
                var wanted = KqlType.valueOf(name());
                yield given == wanted ? Optional.of(wanted) : fromDynamic(given, wanted);
            }
        };
    }

    private static Optional<KqlType> fromDynamic(KqlType given, KqlType wanted) {
        return given == KqlType.DYNAMIC ? Optional.of(wanted) : Optional.empty();
    }
}
