package securitycenter.hunting;

import java.util.List;
import securitycenter.events.EventTables;
import securitycenter.kql.Completion;
import securitycenter.kql.KqlCompiler;
import securitycenter.kql.QueryText;

/**
 * Words that may stand where somebody is typing, as the editor takes them.
 *
 * @param from the character at which the word begins that is completed
 */
record Completed(int from, List<Option> options) {

    private static final KqlCompiler COMPILER = new KqlCompiler(EventTables.schema());

    /** @param detail of a column its type */
    record Option(String label, String type, String detail) {}

    static Completed at(QueryText text, int cursor) {
        var at = Math.clamp(cursor, 0, text.text().length());
        if (text.isTooLong()) {
            return new Completed(at, List.of());
        }
        var piece = text.chosen(at, at);
        var start = Math.min(piece.start(), at);
        var before = text.text().substring(start, at);
        var found = COMPILER.complete(before, before.length());
        return new Completed(
                start + found.start(),
                found.words().stream().map(Completed::option).toList());
    }

    private static Option option(Completion completion) {
        return new Option(
                completion.word(),
                switch (completion.kind()) {
                    case TABLE -> "class";
                    case COLUMN -> "property";
                    case FUNCTION -> "function";
                    case OPERATOR, WORD -> "keyword";
                    case VARIABLE -> "variable";
                },
                completion.detail());
    }
}
