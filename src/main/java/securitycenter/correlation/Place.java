package securitycenter.correlation;

import java.util.Locale;

/** Where a web address leads: host and path, without what differs from visit to visit. */
final class Place {

    private Place() {}

    static String of(String url) {
        var rest = url.contains("://") ? url.substring(url.indexOf("://") + 3) : url;
        for (var end : new char[] {'#', '?'}) {
            rest = rest.indexOf(end) < 0 ? rest : rest.substring(0, rest.indexOf(end));
        }
        var slash = rest.indexOf('/');
        var host = (slash < 0 ? rest : rest.substring(0, slash)).toLowerCase(Locale.ROOT);
        var path = slash < 0 ? "" : rest.substring(slash);
        var named = host.substring(host.lastIndexOf('@') + 1).replaceFirst(":(80|443)$", "");
        return named + (path.endsWith("/") ? path.substring(0, path.length() - 1) : path);
    }
}
