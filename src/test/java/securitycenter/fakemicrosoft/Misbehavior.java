package securitycenter.fakemicrosoft;

import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BinaryOperator;
import java.util.function.Supplier;

/** One way in which Graph fails or answers oddly, for {@link Tenant#misbehaves}. */
public final class Misbehavior {

    private interface Spoiling {
        Reply spoil(GraphCall call, Supplier<Reply> proper);
    }

    private static final Set<String> NAMES = Set.of("displayName", "description", "city", "accountName");
    private static final Set<String> ENUMS = Set.of("capabilityStatus", "status", "provisioningStatus", "tenantType");

    private final Spoiling spoiling;
    private String path = "";
    private int left = Integer.MAX_VALUE;
    private int spared;

    private Misbehavior(Spoiling spoiling) {
        this.spoiling = spoiling;
    }

    public static Misbehavior tooManyRequests(Duration retryAfter) {
        return new Misbehavior(
                (call, proper) -> call.tooManyRequests().with("Retry-After", String.valueOf(retryAfter.toSeconds())));
    }

    /** Some parts of Graph do not say when to come back. */
    public static Misbehavior tooManyRequests() {
        return new Misbehavior((call, proper) -> call.tooManyRequests());
    }

    public static Misbehavior unavailable() {
        return new Misbehavior((call, proper) -> call.error(503, "ServiceUnavailable", "The service is unavailable."));
    }

    public static Misbehavior slow(Duration delay) {
        return new Misbehavior((call, proper) -> {
            try {
                Thread.sleep(delay);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return proper.get();
        });
    }

    public static Misbehavior brokenJson() {
        return new Misbehavior((call, proper) -> {
            var reply = proper.get();
            return reply.withBody(reply.text().substring(0, reply.text().length() / 2));
        });
    }

    public static Misbehavior consentMissing() {
        return new Misbehavior((call, proper) -> call.denied());
    }

    public static Misbehavior connectionClosed() {
        return new Misbehavior((call, proper) -> Reply.NONE);
    }

    /** Words that Microsoft will only think of next year. */
    public static Misbehavior unknownEnumValues() {
        return rewriting((key, value) -> ENUMS.contains(key) ? "unknownFutureValue" : value);
    }

    /** Text that tries to become a script in a page and a formula in a spreadsheet. */
    public static Misbehavior hostileNames() {
        return rewriting((key, value) -> {
            if (NAMES.contains(key)) {
                return "\"'><img src=x onerror=alert(1)>\u202e";
            }
            return key.equals("skuPartNumber") ? "=cmd|' /C calc'!A0" : value;
        });
    }

    /** The next page is said to be elsewhere, so that a careless reader takes its token there. */
    public static Misbehavior nextLinkAt(URI elsewhere) {
        return new Misbehavior((call, proper) -> {
            var reply = proper.get();
            if (!(reply.body() instanceof Map<?, ?> page)) {
                return reply;
            }
            var changed = new LinkedHashMap<Object, Object>(page);
            changed.put("@odata.nextLink", elsewhere.toString());
            return reply.withBody(changed);
        });
    }

    private static Misbehavior rewriting(BinaryOperator<String> rule) {
        return new Misbehavior((call, proper) -> {
            var reply = proper.get();
            return reply.withBody(rewrite("", reply.body(), rule));
        });
    }

    private static Object rewrite(String key, Object json, BinaryOperator<String> rule) {
        if (json instanceof Map<?, ?> object) {
            var changed = new LinkedHashMap<String, Object>();
            object.forEach((name, value) -> changed.put((String) name, rewrite((String) name, value, rule)));
            return changed;
        }
        if (json instanceof List<?> list) {
            return list.stream().map(each -> rewrite(key, each, rule)).toList();
        }
        return json instanceof String text ? rule.apply(key, text) : json;
    }

    /** For the next so many requests only. */
    public Misbehavior times(int requests) {
        left = requests;
        return this;
    }

    /** For this path only, for example {@code /v1.0/organization}. */
    public Misbehavior at(String onlyPath) {
        path = onlyPath;
        return this;
    }

    /** Lets so many requests pass first. */
    public Misbehavior after(int requests) {
        spared = requests;
        return this;
    }

    /** Asked once for each request. */
    boolean appliesTo(String requested) {
        return requested.startsWith(path) && --spared < 0;
    }

    boolean countAndIsLast() {
        return --left <= 0;
    }

    Reply spoil(GraphCall call, Supplier<Reply> proper) {
        return spoiling.spoil(call, proper);
    }
}
