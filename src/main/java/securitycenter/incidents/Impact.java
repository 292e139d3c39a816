package securitycenter.incidents;

import java.util.Collection;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import securitycenter.alerts.EvidenceKind;
import securitycenter.correlation.Entity;
import securitycenter.correlation.Presence;

/**
 * How many different things an incident's alerts name.
 *
 * @param entities of all kinds
 */
record Impact(int entities, int devices, int users, int mailboxes) {

    static final Impact NONE = new Impact(0, 0, 0, 0);

    static Impact of(Collection<Presence> presences) {
        return of(presences.stream()
                .map(Presence::entity)
                .filter(entity -> entity.evidence() != null)
                .collect(Collectors.toMap(Entity::sameAs, Entity::evidence, (first, _) -> first)));
    }

    private static Impact of(Map<UUID, EvidenceKind> kinds) {
        return new Impact(
                kinds.size(),
                count(kinds, EvidenceKind.DEVICE),
                count(kinds, EvidenceKind.USER),
                count(kinds, EvidenceKind.MAILBOX));
    }

    private static int count(Map<UUID, EvidenceKind> kinds, EvidenceKind kind) {
        return (int) kinds.values().stream().filter(each -> each == kind).count();
    }

    Impact and(EvidenceKind kind, int more) {
        return new Impact(
                entities + more,
                devices + (kind == EvidenceKind.DEVICE ? more : 0),
                users + (kind == EvidenceKind.USER ? more : 0),
                mailboxes + (kind == EvidenceKind.MAILBOX ? more : 0));
    }
}
