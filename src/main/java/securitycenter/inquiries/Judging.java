package securitycenter.inquiries;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import securitycenter.alerts.Text;
import securitycenter.alerts.Verdict;
import securitycenter.casefiles.EntityFiles;
import securitycenter.casefiles.NamedBy;
import securitycenter.homes.TenantHome;
import securitycenter.inquiries.JudgeRule.Known;
import securitycenter.investigations.Entity;
import securitycenter.investigations.EntityKind;
import securitycenter.investigations.Exhibits.Judgment;
import securitycenter.investigations.Exhibits.Link;

/** Judges what an investigation has found. */
@Component
class Judging {

    /** That are looked up among the tenant’s alerts. */
    private static final int MOST_LOOKED_UP = 500;

    /** What a process starts may start something, and so on. */
    private static final int MOST_PASSES = 10;

    private final EntityFiles files;

    Judging(EntityFiles files) {
        this.files = files;
    }

    /** @return of all of them */
    Map<Long, Judgment> of(TenantHome home, List<Entity> entities, List<Link> links, boolean complete) {
        var elsewhere = elsewhere(home, entities);
        var judgments = new HashMap<Long, Judgment>();
        for (var pass = 0; pass < MOST_PASSES; pass++) {
            var before = Map.copyOf(judgments);
            for (var entity : entities) {
                var known = new Known(
                        entity.told(),
                        elsewhere.getOrDefault(entity.id(), Verdict.UNKNOWN),
                        worst(links, entity, before, true),
                        worst(links, entity, before, false),
                        complete);
                judgments.put(entity.id(), JudgeRule.of(known));
            }
            if (judgments.equals(before)) {
                break;
            }
        }
        return judgments;
    }

    private static Verdict worst(List<Link> links, Entity entity, Map<Long, Judgment> judgments, boolean inherited) {
        return links.stream()
                .filter(link -> link.entity() == entity.id() && link.how().inherits() == inherited)
                .map(link -> Optional.ofNullable(judgments.get(link.other()))
                        .map(Judgment::verdict)
                        .orElse(Verdict.UNKNOWN))
                .max(Verdict::compareTo)
                .orElse(Verdict.UNKNOWN);
    }

    private Map<Long, Verdict> elsewhere(TenantHome home, List<Entity> entities) {
        var asked = entities.stream()
                .filter(entity -> entity.told() == null || entity.told() == Verdict.UNKNOWN)
                .filter(entity -> namedBy(entity.kind()).isPresent() && !Text.isCut(asAlertsHave(entity)))
                .limit(MOST_LOOKED_UP)
                .collect(Collectors.groupingBy(entity -> namedBy(entity.kind()).orElseThrow()));
        var verdicts = new HashMap<Long, Verdict>();
        asked.forEach((by, those) -> {
            var found = files.verdicts(
                    home, by, those.stream().map(Judging::asAlertsHave).toList());
            those.forEach(entity -> Optional.ofNullable(found.get(asAlertsHave(entity)))
                    .ifPresent(verdict -> verdicts.put(entity.id(), verdict)));
        });
        return verdicts;
    }

    /** The key of a long address is not the address. */
    private static String asAlertsHave(Entity entity) {
        return entity.kind() == EntityKind.URL ? entity.name() : entity.key();
    }

    private static Optional<NamedBy> namedBy(EntityKind kind) {
        return switch (kind) {
            case FILE -> Optional.of(NamedBy.FILE);
            case URL -> Optional.of(NamedBy.URL);
            case IP -> Optional.of(NamedBy.IP);
            case PROCESS, SERVICE, DRIVER, SCHEDULED_TASK, REGISTRY, MESSAGE -> Optional.empty();
        };
    }
}
