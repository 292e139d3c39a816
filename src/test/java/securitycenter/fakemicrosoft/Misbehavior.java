package securitycenter.fakemicrosoft;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.BinaryOperator;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** One way in which Graph or Defender fails or answers oddly, for {@link Tenant#misbehaves}. */
public final class Misbehavior {

    private interface Spoiling {
        Reply spoil(ApiCall call, Supplier<Reply> proper);
    }

    private static final Set<String> NAMES = Set.of(
            "displayName",
            "description",
            "city",
            "accountName",
            "title",
            "recommendedActions",
            "hostName",
            "deviceDnsName",
            "fileName",
            "subject",
            "processCommandLine");
    private static final Set<String> ENUMS = Set.of(
            "capabilityStatus",
            "status",
            "provisioningStatus",
            "tenantType",
            "severity",
            "serviceSource",
            "detectionSource",
            "classification",
            "determination",
            "investigationState",
            "verdict",
            "remediationStatus",
            "detectionStatus");

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

    public static Misbehavior unavailable(Duration retryAfter) {
        return new Misbehavior((call, proper) -> call.error(503, "ServiceUnavailable", "The service is unavailable.")
                .with("Retry-After", String.valueOf(retryAfter.toSeconds())));
    }

    /** As the security part of Graph answers under load: 504, and not a word why. */
    public static Misbehavior gatewayTimeout() {
        return new Misbehavior((call, proper) -> call.error(504, "UnknownError", ""));
    }

    /** A token that was good a moment ago is not. */
    public static Misbehavior tokenRefused() {
        return new Misbehavior(
                (call, proper) -> call.unauthorized("Lifetime validation failed, the token is expired."));
    }

    /** Something between us and Microsoft answers with a page of its own. */
    public static Misbehavior notJson() {
        return new Misbehavior((call, proper) -> Reply.page(200, "<html><body>Sign in to the network</body></html>"));
    }

    public static Misbehavior slow(Duration delay) {
        return new Misbehavior((call, proper) -> {
            pause(delay);
            return proper.get();
        });
    }

    /** What was asked for is done, but the answer takes longer than anybody waits. */
    public static Misbehavior answersLate(Duration delay) {
        return new Misbehavior((call, proper) -> {
            var reply = proper.get();
            pause(delay);
            return reply;
        });
    }

    /** What was asked for is done, and a gateway in between says that nobody answered. */
    public static Misbehavior timesOutAfterActing() {
        return new Misbehavior((call, proper) -> {
            proper.get();
            return call.error(504, "UnknownError", "");
        });
    }

    /** What was asked for is done, and the connection breaks before the answer. */
    public static Misbehavior answerLost() {
        return new Misbehavior((call, proper) -> {
            proper.get();
            return Reply.NONE;
        });
    }

    /** Nothing was done. */
    public static Misbehavior internalError() {
        return new Misbehavior(
                (call, proper) -> call.error(500, "InternalServerError", "The server encountered an error."));
    }

    private static void pause(Duration delay) {
        try {
            Thread.sleep(delay);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
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

    /** Well, and with something else than was asked for. */
    public static Misbehavior answers(Map<String, ?> body) {
        return new Misbehavior((_, _) -> Reply.json(200, body));
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
        return onPages((call, page) -> page.put("@odata.nextLink", elsewhere.toString()));
    }

    /** A page with nothing on it that says there is more, which is allowed; the next one is the proper one. */
    public static Misbehavior emptyPage() {
        return onPages((call, page) -> {
            var host = call.request().header("Host").orElseThrow();
            var next =
                    call.request().addressWith("$skiptoken", UUID.randomUUID().toString());
            page.put("value", List.of());
            page.put("@odata.nextLink", "http://" + host + next.replace("%24", "$"));
        });
    }

    /** A page that has lost its items. */
    public static Misbehavior withoutValue() {
        return onPages((call, page) -> page.remove("value"));
    }

    public static Misbehavior itemsWithoutId() {
        return onItems(item -> item.remove("id"));
    }

    /** One more piece of evidence in each alert, of a kind that Microsoft thought of yesterday. */
    public static Misbehavior unknownEvidence() {
        return onItems(item -> {
            var more = new ArrayList<Object>((List<?>) item.getOrDefault("evidence", List.of()));
            more.add(GraphJson.object()
                    .with("@odata.type", "#microsoft.graph.security.teleporterEvidence")
                    .with("createdDateTime", item.get("createdDateTime"))
                    .with("verdict", "suspicious")
                    .with("remediationStatus", "none")
                    .with("roles", List.of())
                    .with("teleporterName", "Pad 7"));
            item.put("evidence", more);
        });
    }

    /** Each item of a collection is changed before it is sent. */
    public static Misbehavior onItems(Consumer<Map<String, Object>> change) {
        return onPages((call, page) -> {
            if (page.get("value") instanceof List<?> items) {
                page.put(
                        "value",
                        items.stream().map(item -> changed(item, change)).toList());
            }
        });
    }

    private static Misbehavior onPages(BiConsumer<ApiCall, Map<String, Object>> change) {
        return new Misbehavior((call, proper) -> {
            var reply = proper.get();
            return reply.withBody(changed(reply.body(), page -> change.accept(call, page)));
        });
    }

    private static Object changed(Object json, Consumer<Map<String, Object>> change) {
        if (!(json instanceof Map<?, ?> object)) {
            return json;
        }
        var changed = new LinkedHashMap<String, Object>();
        object.forEach((name, value) -> changed.put((String) name, value));
        change.accept(changed);
        return changed;
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

    Reply spoil(ApiCall call, Supplier<Reply> proper) {
        return spoiling.spoil(call, proper);
    }
}
