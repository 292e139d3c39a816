package securitycenter.investigating;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import securitycenter.alerts.EvidenceKind;
import securitycenter.alerts.InvestigationState;
import securitycenter.alerts.RemediationStatus;
import securitycenter.alerts.Verdict;
import securitycenter.investigations.EntityCounts;
import securitycenter.investigations.Investigation;
import securitycenter.investigations.Widening;

/**
 * What stands above every tab of an investigation.
 *
 * @param counters its entities by what was found of them and done to them; those without any are left out
 * @param whyNot the last part of the key of the reason why the person may not decide; null where they may
 */
record Head(
        Investigation of,
        String tab,
        List<Tab> tabs,
        List<Counter> counters,
        Lasted lasted,
        @Nullable Lasted waited,
        @Nullable String whyNot) {

    private static final Set<InvestigationState> CLEAN =
            EnumSet.of(InvestigationState.BENIGN, InvestigationState.SUCCESSFULLY_REMEDIATED);
    private static final Set<InvestigationState> OPEN =
            EnumSet.of(InvestigationState.QUEUED, InvestigationState.RUNNING, InvestigationState.PENDING_RESOURCE);

    /** @param count null where counting would cost more than it tells */
    record Tab(String name, String address, @Nullable Integer count) {}

    /** @param key of its name */
    record Counter(String key, int count) {}

    static Head of(
            Investigation investigation,
            String tab,
            EntityCounts found,
            Map<EvidenceKind, Integer> assets,
            int alerts,
            @Nullable String whyNot,
            Instant now) {
        var ended = investigation.endedAt();
        var waited = investigation.waitedUntil(now);
        return new Head(
                investigation,
                tab,
                tabs(investigation.number(), found, assets, alerts),
                counters(found),
                Lasted.of(Duration.between(investigation.startedAt(), ended == null ? now : ended)),
                waited.isZero() ? null : Lasted.of(waited),
                whyNot);
    }

    public int count(String name) {
        var count = tab(name).count();
        return count == null ? 0 : count;
    }

    public String address(String name) {
        return tab(name).address();
    }

    private Tab tab(String name) {
        return tabs.stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    static String address(long number) {
        return InvestigationListController.PATH + "/" + number;
    }

    private static List<Tab> tabs(long number, EntityCounts found, Map<EvidenceKind, Integer> assets, int alerts) {
        var address = address(number);
        return List.of(
                new Tab("graph", address, null),
                new Tab("alerts", address + "/alerts", alerts),
                new Tab("devices", address + "/devices", assets.getOrDefault(EvidenceKind.DEVICE, 0)),
                new Tab("mailboxes", address + "/mailboxes", assets.getOrDefault(EvidenceKind.MAILBOX, 0)),
                new Tab("users", address + "/users", assets.getOrDefault(EvidenceKind.USER, 0)),
                new Tab("evidence", address + "/evidence", threats(found)),
                new Tab("entities", address + "/entities", found.all()),
                new Tab("log", address + "/log", null),
                new Tab("actions", address + "/actions", null));
    }

    static int threats(EntityCounts found) {
        return found.judged().getOrDefault(Verdict.MALICIOUS, 0)
                + found.judged().getOrDefault(Verdict.SUSPICIOUS, 0);
    }

    private static List<Counter> counters(EntityCounts found) {
        var counters = new ArrayList<Counter>();
        counters.add(new Counter("investigating.counter.all", found.all()));
        for (var verdict : List.of(Verdict.MALICIOUS, Verdict.SUSPICIOUS, Verdict.NO_THREATS_FOUND, Verdict.UNKNOWN)) {
            add(counters, "incident.verdict." + verdict, found.judged().getOrDefault(verdict, 0));
        }
        for (var status : RemediationStatus.values()) {
            if (status != RemediationStatus.NONE) {
                add(
                        counters,
                        "incident.remediation." + status,
                        found.dealtWith().getOrDefault(status, 0));
            }
        }
        return List.copyOf(counters);
    }

    private static void add(List<Counter> counters, String key, int count) {
        if (count > 0) {
            counters.add(new Counter(key, count));
        }
    }

    /** Of its badge; null where it needs nobody's eye. */
    public @Nullable String tone() {
        return tone(of.state());
    }

    static @Nullable String tone(InvestigationState state) {
        if (state == InvestigationState.PENDING_APPROVAL) {
            return "solid";
        }
        return OPEN.contains(state)
                ? "note"
                : CLEAN.contains(state)
                        ? "ok"
                        : switch (state) {
                            case FAILED, INNER_FAILURE -> "bad";
                            case PARTIALLY_REMEDIATED, PARTIALLY_INVESTIGATED, TERMINATED_BY_SYSTEM -> "warn";
                            default -> null;
                        };
    }

    /** Whether a person is asked if it may go on to many devices. */
    public boolean asksToWiden() {
        return of.isOpen() && of.widening() == Widening.WAITS;
    }
}
