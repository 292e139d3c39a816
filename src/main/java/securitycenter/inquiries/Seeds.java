package securitycenter.inquiries;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import securitycenter.alerts.EvidenceKind;
import securitycenter.alerts.Verdict;
import securitycenter.investigations.Asset;
import securitycenter.investigations.Assets.Elsewhere;
import securitycenter.investigations.Entity;
import securitycenter.investigations.EntityKind;
import securitycenter.investigations.Found;
import securitycenter.investigations.FoundBy;
import securitycenter.kql.KqlLiteral;

/**
 * From what an investigation looks around.
 *
 * @param devices that its alerts name
 * @param others that it came to since
 * @param elsewhere those of them that it has not looked around on
 * @param from when what is near their time begins
 */
record Seeds(
        List<Asset> devices,
        List<Asset> others,
        List<Elsewhere> elsewhere,
        List<Entity> entities,
        Instant from,
        Instant until) {

    /** What is near the time of something on a device. */
    static final Duration BEFORE = Duration.ofMinutes(30);

    static final Duration AFTER = Duration.ofHours(2);

    /** Of one kind in one query; what is more is not asked for. */
    private static final int MOST = 200;

    private static final int MOST_PROCESSES = 50;
    private static final int MOST_NAMES = 20;

    static Seeds of(List<Asset> assets, List<Elsewhere> elsewhere, List<Entity> entities, Instant from, Instant until) {
        var devices = assets.stream()
                .filter(asset -> asset.place().kind() == EvidenceKind.DEVICE)
                .toList();
        return new Seeds(
                devices.stream()
                        .filter(asset -> asset.foundBy() == FoundBy.ALERT)
                        .toList(),
                devices.stream()
                        .filter(asset -> asset.foundBy() != FoundBy.ALERT)
                        .toList(),
                elsewhere,
                entities,
                from,
                until);
    }

    /** {@code Timestamp between (…) and DeviceId in~ (…)}; empty without devices. */
    Optional<String> nearOnDevices() {
        var ids = devices.stream().map(asset -> asset.place().key()).limit(MOST).toList();
        return ids.isEmpty() ? Optional.empty() : Optional.of(near() + " and DeviceId in~ " + KqlLiteral.texts(ids));
    }

    /** On each when what led there was first there. */
    Optional<String> nearElsewhere() {
        return anyOf(elsewhere.stream()
                .map(each -> "(" + near(each) + " and DeviceId =~ "
                        + KqlLiteral.text(each.device().place().key()) + ")"));
    }

    private String near(Elsewhere each) {
        var seen = each.seenAt();
        return seen == null ? near() : between(seen.minus(BEFORE), seen.plus(AFTER));
    }

    String near() {
        return between(from, until);
    }

    private static String between(Instant from, Instant until) {
        return "Timestamp between (" + KqlLiteral.time(from) + " .. " + KqlLiteral.time(until) + ")";
    }

    /** Nobody looks around what was found clean. */
    Stream<Entity> of(EntityKind kind) {
        return entities.stream()
                .filter(entity -> entity.kind() == kind && entity.told() != Verdict.NO_THREATS_FOUND)
                .limit(MOST);
    }

    Stream<Entity> bad(EntityKind kind) {
        return of(kind).filter(entity -> entity.verdict() == Verdict.MALICIOUS);
    }

    /** That something bad or suspect is known of, and those that were found because of it. */
    Stream<Entity> processes() {
        return of(EntityKind.PROCESS)
                .filter(process -> process.told() == null
                        || process.told() == Verdict.MALICIOUS
                        || process.told() == Verdict.SUSPICIOUS)
                .limit(MOST_PROCESSES);
    }

    /** Rows that a known process caused. */
    Optional<String> byProcess() {
        return anyOf(processes().flatMap(process -> byProcess(process).stream()));
    }

    private static Optional<String> byProcess(Entity process) {
        var parts = process.key().split("\\|", -1);
        if (parts.length != 3) {
            return Optional.empty();
        }
        var started = parts[2];
        return Optional.of("(DeviceId =~ " + KqlLiteral.text(parts[0]) + " and InitiatingProcessId == "
                + number(parts[1])
                + (started.isEmpty()
                        ? ")"
                        : " and InitiatingProcessCreationTime between (" + KqlLiteral.time(moment(started)) + " .. "
                                + KqlLiteral.time(moment(started).plusSeconds(1)) + "))"));
    }

    private static long number(String text) {
        return Long.parseLong(text);
    }

    private static Instant moment(String toTheSecond) {
        return Instant.parse(toTheSecond + "Z");
    }

    /** @param prefix of the columns, such as {@code InitiatingProcess}; empty for the file itself */
    Optional<String> withHash(String prefix, Stream<Entity> files) {
        var known = files.toList();
        return anyOf(Stream.of(
                        among(prefix + "SHA256", details(known, Found.SHA256)),
                        among(prefix + "SHA1", details(known, Found.SHA1)))
                .flatMap(Optional::stream));
    }

    static List<String> details(List<Entity> entities, String what) {
        return entities.stream()
                .map(entity -> entity.details().get(what))
                .filter(Objects::nonNull)
                .distinct()
                .toList();
    }

    static Optional<String> among(String column, List<String> values) {
        return values.isEmpty() ? Optional.empty() : Optional.of(column + " in~ " + KqlLiteral.texts(values));
    }

    /** Rows whose column has the name of a known file in it. */
    Optional<String> namesFile(String column) {
        return anyOf(fileNames().stream().map(name -> column + " contains " + KqlLiteral.text(name)));
    }

    private List<String> fileNames() {
        return of(EntityKind.FILE)
                .map(Entity::name)
                .filter(Seeds::isTelling)
                .distinct()
                .limit(MOST_NAMES)
                .toList();
    }

    /** Files of which a text has the name in it. */
    List<Entity> namedIn(String text) {
        var small = Taking.lower(text);
        return of(EntityKind.FILE)
                .filter(file -> isTelling(file.name()) && small.contains(Taking.lower(file.name())))
                .toList();
    }

    /** A short name without a dot is in many texts. */
    private static boolean isTelling(String name) {
        return name.length() > 4 && name.contains(".");
    }

    @SafeVarargs
    static Optional<String> or(Optional<String>... conditions) {
        return anyOf(Stream.of(conditions).flatMap(Optional::stream));
    }

    private static Optional<String> anyOf(Stream<String> conditions) {
        var all = conditions.toList();
        return all.isEmpty() ? Optional.empty() : Optional.of("(" + String.join(" or ", all) + ")");
    }

    List<String> messageIds() {
        return values(EntityKind.MESSAGE, entity -> entity.details().get(Found.MESSAGE_ID));
    }

    List<String> values(EntityKind kind, Function<Entity, @Nullable String> value) {
        var values = new ArrayList<String>();
        of(kind).map(value).filter(Objects::nonNull).distinct().limit(MOST).forEach(values::add);
        return values;
    }
}
