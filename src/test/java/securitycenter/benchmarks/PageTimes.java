package securitycenter.benchmarks;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import securitycenter.Visitor;

/** How long pages take, as a browser gets them. */
final class PageTimes {

    private PageTimes() {}

    /**
     * @param pages addresses by their names
     * @return by the same names
     */
    static Map<String, Times> of(Visitor visitor, Map<String, String> pages, int warmUp, int times) {
        var all = new LinkedHashMap<String, Times>();
        pages.forEach((name, address) -> {
            var measured = new ArrayList<Duration>();
            for (int i = 0; i < warmUp + times; i++) {
                var begin = System.nanoTime();
                var page = visitor.get(address);
                if (page.status() != 200) {
                    throw new IllegalStateException(page.text());
                }
                if (i >= warmUp) {
                    measured.add(Duration.ofNanos(System.nanoTime() - begin));
                }
            }
            all.put(name, new Times(measured));
        });
        return all;
    }
}
