package securitycenter.kql.binding;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import securitycenter.kql.binding.Relation.Output;
import securitycenter.kql.files.FileFormat;
import securitycenter.kql.files.FileRows;
import securitycenter.kql.files.UnreadableFile;
import securitycenter.kql.schema.KqlType;
import securitycenter.kql.schema.Outside;
import securitycenter.kql.syntax.Expression;
import securitycenter.kql.syntax.Expression.TypedName;
import securitycenter.kql.syntax.KqlException;
import securitycenter.kql.syntax.Operator;
import securitycenter.kql.syntax.Operator.Option;

/** {@code externaldata}: files of the web as a table. They are read while the query is compiled. */
final class OutsideBinder {

    private static final int MOST_COLUMNS = 500;
    private static final Set<String> OPTIONS = Set.of("format", "ignorefirstrecord");

    private final Binder binder;
    private final Scope scope;

    OutsideBinder(Binder binder, Scope scope) {
        this.binder = binder;
        this.scope = scope;
    }

    Relation bind(Operator.ExternalData external) {
        if (!binder.outside().readsFiles()) {
            throw new KqlException(
                    external.span(),
                    "\"externaldata\" is off. The operator of this installation can allow addresses. Until then put the"
                            + " values into the query with datatable(…)[…].");
        }
        if (external.columns().isEmpty() || external.addresses().isEmpty()) {
            throw new KqlException(external.span(), "\"externaldata\" needs columns, and the address of a file.");
        }
        checkColumns(external.columns());
        checkOptions(external);
        var texts = external.columns().stream()
                .map(column -> binder.field(column.name(), KqlType.STRING))
                .toList();
        var rows = binder.shared(new Relation.Texts(rows(external), texts), true);
        return new Relation.Projection(rows, typed(external.columns(), rows.fields()));
    }

    private List<Output> typed(List<TypedName> columns, List<Field> texts) {
        var outputs = new ArrayList<Output>();
        for (int i = 0; i < columns.size(); i++) {
            var column = columns.get(i);
            var type = ExpressionBinder.type(column.type(), column.span());
            outputs.add(new Output(
                    binder.field(column.name(), type), value(new Scalar.FieldValue(texts.get(i)), type, column)));
        }
        return outputs;
    }

    private Scalar value(Scalar text, KqlType type, TypedName column) {
        return switch (type) {
            case STRING -> text;
            case DYNAMIC -> binder.expressions(List.of(), scope).apply("parse_json", column.span(), List.of(text));
            default -> new Scalar.Converted(text, type);
        };
    }

    private String rows(Operator.ExternalData external) {
        var format = format(external);
        var names = external.columns().stream().map(TypedName::name).toList();
        var rows = new FileRows(format, names, ignoresFirst(external), binder.outside()::goOn);
        // An address may be worked out from other files, so that comes before the turn.
        var addresses = external.addresses().stream().map(this::address).toList();
        var json = binder.outside().inTurn(() -> read(external.addresses(), addresses, rows));
        binder.read(json.length(), external.span());
        return json;
    }

    private String read(List<Expression> written, List<String> addresses, FileRows rows) {
        for (int i = 0; i < addresses.size(); i++) {
            switch (binder.outside().file(addresses.get(i))) {
                case Outside.File.Read(var content) -> add(rows, content, written.get(i));
                case Outside.File.Refused(var why) ->
                    throw new KqlException(written.get(i).span(), why);
                case Outside.File.Unread() -> {
                    // There are no rows yet.
                }
            }
        }
        return rows.json();
    }

    private static void add(FileRows rows, byte[] content, Expression written) {
        try {
            rows.add(content);
        } catch (UnreadableFile e) {
            throw new KqlException(written.span(), e.sentence());
        }
    }

    private String address(Expression written) {
        if (binder.expressions(List.of(), scope).bind(written) instanceof Scalar.Constant(var type, String text)
                && type == KqlType.STRING) {
            return text;
        }
        throw new KqlException(written.span(), "Here the address of a file is expected, as a text.");
    }

    private FileFormat format(Operator.ExternalData external) {
        var option = option(external, "format");
        return option == null
                ? FileFormat.of(address(external.addresses().getFirst()))
                : FileFormat.named(option.value())
                        .orElseThrow(() -> new KqlException(
                                option.span(),
                                "The format \"" + option.value() + "\" is not supported. There are "
                                        + FileFormat.words() + "."));
    }

    private static boolean ignoresFirst(Operator.ExternalData external) {
        var option = option(external, "ignoreFirstRecord");
        return option != null && option.value().equalsIgnoreCase("true");
    }

    /** In whatever letters it is written. */
    private static @Nullable Option option(Operator.ExternalData external, String name) {
        return external.options().all().entrySet().stream()
                .filter(option -> option.getKey().equalsIgnoreCase(name))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(null);
    }

    private static void checkColumns(List<TypedName> columns) {
        if (columns.size() > MOST_COLUMNS) {
            throw new KqlException(
                    columns.get(MOST_COLUMNS).span(), "A table of files has at most " + MOST_COLUMNS + " columns.");
        }
        var names = new HashSet<String>();
        for (var column : columns) {
            if (!names.add(column.name())) {
                throw new KqlException(column.span(), "There are two columns \"" + column.name() + "\" here.");
            }
        }
    }

    private static void checkOptions(Operator.ExternalData external) {
        external.options().all().forEach((name, option) -> {
            if (!OPTIONS.contains(name.toLowerCase(Locale.ROOT))) {
                throw new KqlException(
                        option.span(),
                        "\"externaldata\" has no option \"" + name + "\". There are format and ignoreFirstRecord.");
            }
        });
    }
}
