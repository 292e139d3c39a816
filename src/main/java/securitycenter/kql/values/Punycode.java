package securitycenter.kql.values;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The letters of RFC 3492, which write any letter in ASCII. */
final class Punycode {

    private static final int BASE = 36;
    private static final int LEAST = 1;
    private static final int MOST = 26;
    /** No name is as long, and the work grows with the square. */
    private static final int LONGEST = 4096;

    private static final Pattern DOT = Pattern.compile("[.\u3002\uFF0E\uFF61]");

    private Punycode() {}

    /** Which way a name says is no help: {@code punycode_domain_from_string} reads what {@code xn--} begins. */
    static Stream<JavaFunction> all() {
        var one = List.of(Kind.TEXT);
        return Stream.of(
                JavaFunction.of("punycode_from_string", Kind.TEXT, one, a -> encoded(a.text(0))),
                JavaFunction.of("punycode_to_string", Kind.TEXT, one, a -> decoded(a.text(0))),
                JavaFunction.of("punycode_domain_from_string", Kind.TEXT, one, a -> labels(a.text(0), Punycode::read)),
                JavaFunction.of(
                        "punycode_domain_to_string", Kind.TEXT, one, a -> labels(a.text(0), Punycode::written)));
    }

    private static String labels(String domain, UnaryOperator<String> each) {
        return DOT.splitAsStream(domain).map(each).collect(Collectors.joining("."));
    }

    private static String read(String label) {
        var decoded = label.startsWith("xn--") ? decoded(label.substring(4)) : null;
        return decoded == null ? label : decoded;
    }

    private static String written(String label) {
        return label.chars().allMatch(c -> c < 128) ? label : "xn--" + encoded(label);
    }

    private static String encoded(String text) {
        if (text.length() > LONGEST) {
            return "";
        }
        var points = text.codePoints().toArray();
        var result = new StringBuilder();
        text.codePoints().filter(c -> c < 128).forEach(result::appendCodePoint);
        int basic = result.length();
        int done = basic;
        if (basic > 0) {
            result.append('-');
        }
        int next = 128;
        int delta = 0;
        int bias = 72;
        while (done < points.length) {
            int least = next;
            int least2 = text.codePoints().filter(c -> c >= least).min().orElseThrow();
            delta += (least2 - next) * (done + 1);
            next = least2;
            for (int point : points) {
                if (point < next) {
                    delta++;
                }
                if (point == next) {
                    digits(delta, bias, result);
                    bias = adapted(delta, done + 1, done == basic);
                    delta = 0;
                    done++;
                }
            }
            delta++;
            next++;
        }
        return result.toString();
    }

    private static void digits(int delta, int bias, StringBuilder result) {
        int rest = delta;
        for (int k = BASE; ; k += BASE) {
            int threshold = Math.clamp(k - bias, LEAST, MOST);
            if (rest < threshold) {
                break;
            }
            result.append(digit(threshold + (rest - threshold) % (BASE - threshold)));
            rest = (rest - threshold) / (BASE - threshold);
        }
        result.append(digit(rest));
    }

    private static char digit(int value) {
        return (char) (value < 26 ? 'a' + value : '0' + value - 26);
    }

    private static int adapted(int delta, int length, boolean first) {
        int rest = first ? delta / 700 : delta / 2;
        rest += rest / length;
        int k = 0;
        while (rest > (BASE - LEAST) * MOST / 2) {
            rest /= BASE - LEAST;
            k += BASE;
        }
        return k + (BASE - LEAST + 1) * rest / (rest + 38);
    }

    /** Null where it is none. */
    private static @Nullable String decoded(String text) {
        if (text.length() > LONGEST) {
            return null;
        }
        int dash = text.lastIndexOf('-');
        var points = new ArrayList<Integer>();
        text.substring(0, Math.max(dash, 0)).chars().forEach(points::add);
        int next = 128;
        int bias = 72;
        long place = 0;
        for (int at = dash + 1; at < text.length(); ) {
            long before = place;
            long weight = 1;
            for (int k = BASE; ; k += BASE) {
                int digit = at < text.length() ? value(text.charAt(at++)) : -1;
                if (digit < 0 || place > Integer.MAX_VALUE) {
                    return null;
                }
                place += digit * weight;
                int threshold = Math.clamp(k - bias, LEAST, MOST);
                if (digit < threshold) {
                    break;
                }
                weight *= BASE - threshold;
            }
            int length = points.size() + 1;
            bias = adapted((int) (place - before), length, before == 0);
            next += (int) (place / length);
            place %= length;
            if (!Character.isValidCodePoint(next)) {
                return null;
            }
            points.add((int) place++, next);
        }
        var result = new StringBuilder();
        points.forEach(result::appendCodePoint);
        return result.toString();
    }

    private static int value(char digit) {
        return digit >= 'a' && digit <= 'z'
                ? digit - 'a'
                : digit >= 'A' && digit <= 'Z' ? digit - 'A' : digit >= '0' && digit <= '9' ? digit - '0' + 26 : -1;
    }
}
