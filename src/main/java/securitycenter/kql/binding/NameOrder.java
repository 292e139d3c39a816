package securitycenter.kql.binding;

import java.util.Comparator;

/** How {@code project-reorder} puts columns in order by their names; granny counts: a2 before a10. */
final class NameOrder {

    private NameOrder() {}

    static Comparator<Field> of(String word) {
        var names = word.startsWith("granny") ? granny() : Comparator.<String>naturalOrder();
        return Comparator.comparing(Field::name, word.endsWith("desc") ? names.reversed() : names);
    }

    private static Comparator<String> granny() {
        return Comparator.comparing((String name) -> name.replaceAll("\\d+$", ""))
                .thenComparing(name -> name.replaceAll("^.*?(\\d*)$", "$1").length())
                .thenComparing(Comparator.naturalOrder());
    }
}
