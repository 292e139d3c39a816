package securitycenter.kql.syntax;

/** What a backslash and what follows stands for in a text. */
final class Escapes {

    private Escapes() {}

    /**
     * @param at what follows the backslash
     * @return where reading goes on
     */
    static int read(String text, int at, StringBuilder value) {
        if (at >= text.length()) {
            throw new KqlException(new Span(at - 1, at), "This backslash has nothing after it.");
        }
        char c = text.charAt(at);
        return switch (c) {
            case 'u' -> code(text, at, 4, value);
            case 'U' -> code(text, at, 8, value);
            case 'x' -> code(text, at, 2, value);
            case '0', '1', '2', '3', '4', '5', '6', '7' -> octal(text, at, value);
            default -> {
                value.append(simple(text, at));
                yield at + 1;
            }
        };
    }

    private static char simple(String text, int at) {
        return switch (text.charAt(at)) {
            case 'n' -> '\n';
            case 't' -> '\t';
            case 'r' -> '\r';
            case 'a' -> '\u0007';
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'v' -> '\u000b';
            case '\\', '"', '\'' -> text.charAt(at);
            default ->
                throw new KqlException(
                        new Span(at - 1, at + 1),
                        "A backslash before this character has no meaning. Write two, or put @ before the text.");
        };
    }

    private static int code(String text, int at, int digits, StringBuilder value) {
        int end = at + 1 + digits;
        try {
            value.appendCodePoint(Integer.parseInt(text.substring(at + 1, end), 16));
            return end;
        } catch (IllegalArgumentException | StringIndexOutOfBoundsException e) {
            throw new KqlException(
                    new Span(at - 1, Math.min(end, text.length())),
                    "Here " + digits + " hexadecimal digits must follow.");
        }
    }

    private static int octal(String text, int at, StringBuilder value) {
        int end = at;
        while (end < at + 3 && end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '7') {
            end++;
        }
        value.append((char) Integer.parseInt(text.substring(at, end), 8));
        return end;
    }
}
