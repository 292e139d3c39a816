package securitycenter.kql.values;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What programs say of themselves. Kusto goes by a collection of thousands of patterns; these are the few that tell most
 * browsers, systems and devices apart, under the same names. What none of them knows is {@code Other}.
 */
final class UserAgents {

    /** @param family empty where the first group of the pattern tells it */
    private record Rule(Pattern pattern, String family) {

        static Rule of(String family, String pattern) {
            return new Rule(Pattern.compile(pattern), family);
        }
    }

    private static final String VERSION = "/?(\\d+)?(?:\\.(\\d+))?(?:\\.(\\d+))?(?:\\.(\\d+))?";
    private static final List<Rule> BROWSERS = List.of(
            Rule.of("", "(AdobeAIR|Vivaldi|HeadlessChrome|PhantomJS|Electron)" + VERSION),
            Rule.of("", "(Googlebot|bingbot|AhrefsBot|SemrushBot|YandexBot|Applebot|DuckDuckBot)" + VERSION),
            Rule.of("Edge Mobile", "(?:EdgA|EdgiOS)" + VERSION),
            Rule.of("Edge", "(?:Edge|Edg)" + VERSION),
            Rule.of("Opera", "OPR" + VERSION),
            Rule.of("Samsung Internet", "SamsungBrowser" + VERSION),
            Rule.of("Yandex Browser", "YaBrowser" + VERSION),
            Rule.of("Firefox iOS", "FxiOS" + VERSION),
            Rule.of("Chrome Mobile iOS", "CriOS" + VERSION),
            Rule.of("Firefox Mobile", "(?:Mobile|Tablet);.*Firefox" + VERSION),
            Rule.of("Firefox", "Firefox" + VERSION),
            Rule.of("Nokia OSS Browser", "Series60" + VERSION),
            Rule.of("Chrome Mobile", "Chrome" + VERSION + " Mobile"),
            Rule.of("Chrome", "(?:Chrome|Chromium)" + VERSION),
            Rule.of("Android", "Android[^)]*\\).*Version" + VERSION),
            Rule.of("Mobile Safari", "(?:iPhone|iPad|iPod).*Version" + VERSION),
            Rule.of("Safari", "Version" + VERSION + ".*Safari"),
            Rule.of("IE", "MSIE " + VERSION),
            Rule.of("IE", "Trident/.*rv:" + VERSION),
            Rule.of("Outlook", "Microsoft Outlook" + VERSION),
            Rule.of("Python Requests", "python-requests" + VERSION),
            Rule.of("Apache-HttpClient", "Apache-HttpClient" + VERSION),
            Rule.of("Go-http-client", "Go-http-client" + VERSION),
            Rule.of("WindowsPowerShell", "WindowsPowerShell" + VERSION),
            Rule.of("", "^(curl|Wget|okhttp|Java|axios)" + VERSION));
    private static final List<Rule> SYSTEMS = List.of(
            Rule.of("Windows Phone", "Windows Phone(?: OS)? " + VERSION),
            Rule.of("Windows", "Windows NT " + VERSION),
            Rule.of("Android", "Android[ -]?" + VERSION),
            Rule.of("iOS", "(?:CPU|iPhone) OS " + VERSION.replace("\\.", "_")),
            Rule.of("Mac OS X", "Mac OS X " + VERSION.replace("\\.", "[._]")),
            Rule.of("Chrome OS", "CrOS \\S+ " + VERSION),
            Rule.of("Symbian OS", "SymbianOS" + VERSION),
            Rule.of("", "(Ubuntu|Debian|Fedora|FreeBSD)" + VERSION),
            Rule.of("Windows", "Windows"),
            Rule.of("Linux", "Linux"));
    private static final Map<String, List<String>> WINDOWS = Map.of(
            "10.0", List.of("10", ""),
            "6.3", List.of("8", "1"),
            "6.2", List.of("8", ""),
            "6.1", List.of("7", ""),
            "6.0", List.of("Vista", ""),
            "5.2", List.of("XP", ""),
            "5.1", List.of("XP", ""));
    private static final Pattern APPLE = Pattern.compile("\\((iPhone|iPad|iPod)|(Macintosh)");
    private static final Pattern NOKIA = Pattern.compile("Nokia([A-Z0-9-]+)");
    private static final Pattern MODEL =
            Pattern.compile("Android[^;)]*;(?: [a-z]{2}-[A-Za-z]{2};)? ([^;)]+?)(?: Build/[^;)]*)?[;)]");
    private static final Pattern SPIDER = Pattern.compile("(?i)bot\\b|spider|crawl");

    private UserAgents() {}

    static Stream<JavaFunction> all() {
        return Stream.of(JavaFunction.of(
                "parse_user_agent", Kind.DYNAMIC, List.of(Kind.TEXT, Kind.VALUE), a -> parsed(a.text(0), a.value(1))));
    }

    private static @Nullable Object parsed(String agent, @Nullable Object wanted) {
        var parts = wanted instanceof List<?> several ? several : List.of(wanted == null ? "" : wanted);
        var parsed = new LinkedHashMap<String, @Nullable Object>();
        for (var part : parts) {
            switch (String.valueOf(part)) {
                case "browser" -> parsed.put("Browser", browser(agent));
                case "os" -> parsed.put("OperatingSystem", system(agent));
                case "device" -> parsed.put("Device", device(agent));
                default -> {
                    return null;
                }
            }
        }
        return parsed;
    }

    private static Map<String, @Nullable Object> browser(String agent) {
        return described(agent, BROWSERS, List.of("MajorVersion", "MinorVersion", "Patch"));
    }

    private static Map<String, @Nullable Object> system(String agent) {
        var system = described(agent, SYSTEMS, List.of("MajorVersion", "MinorVersion", "Patch", "PatchMinor"));
        var known = WINDOWS.get(system.get("MajorVersion") + "." + system.get("MinorVersion"));
        if ("Windows".equals(system.get("Family")) && known != null) {
            system.put("MajorVersion", known.get(0));
            system.put("MinorVersion", known.get(1));
        }
        return system;
    }

    private static Map<String, @Nullable Object> described(String agent, List<Rule> rules, List<String> versions) {
        var described = new LinkedHashMap<String, @Nullable Object>();
        described.put("Family", "Other");
        versions.forEach(each -> described.put(each, ""));
        for (var rule : rules) {
            var found = rule.pattern.matcher(agent);
            if (found.find()) {
                int group = rule.family.isEmpty() ? 1 : 0;
                described.put("Family", group == 0 ? rule.family : found.group(1));
                for (var version : versions) {
                    described.put(version, group(found, ++group));
                }
                break;
            }
        }
        return described;
    }

    private static String group(Matcher found, int number) {
        var text = number <= found.groupCount() ? found.group(number) : null;
        return text == null ? "" : text;
    }

    private static Map<String, @Nullable Object> device(String agent) {
        if (SPIDER.matcher(agent).find()) {
            return device("Spider", "Spider", "Desktop");
        }
        var apple = APPLE.matcher(agent);
        if (apple.find()) {
            var name = apple.group(1) == null ? "Mac" : apple.group(1);
            return device(name, "Apple", name);
        }
        var nokia = NOKIA.matcher(agent);
        if (nokia.find()) {
            return device("Nokia " + nokia.group(1), "Nokia", nokia.group(1));
        }
        var model = MODEL.matcher(agent);
        return model.find() ? android(model.group(1)) : device("Other", "", "");
    }

    private static Map<String, @Nullable Object> android(String model) {
        if (model.startsWith("SM-") || model.startsWith("GT-")) {
            return device("Samsung " + model, "Samsung", model);
        }
        return model.startsWith("Pixel") || model.startsWith("Nexus")
                ? device(model, "Google", model)
                : device(model, "Generic_Android", model);
    }

    private static Map<String, @Nullable Object> device(String family, String brand, String model) {
        var device = new LinkedHashMap<String, @Nullable Object>();
        device.put("Family", family);
        device.put("Brand", brand);
        device.put("Model", model);
        return device;
    }
}
