package securitycenter.investigations;

import java.util.Locale;
import securitycenter.alerts.EvidenceKind;

/** What an investigation examines. Devices, mailboxes and people are where it finds it. */
public enum EntityKind {
    FILE(EvidenceKind.FILE),
    PROCESS(EvidenceKind.PROCESS),
    SERVICE(EvidenceKind.OTHER),
    DRIVER(EvidenceKind.OTHER),
    SCHEDULED_TASK(EvidenceKind.OTHER),
    REGISTRY(EvidenceKind.REGISTRY),
    IP(EvidenceKind.IP),
    URL(EvidenceKind.URL),
    MESSAGE(EvidenceKind.MESSAGE);

    private final EvidenceKind evidence;

    EntityKind(EvidenceKind evidence) {
        this.evidence = evidence;
    }

    public EvidenceKind evidence() {
        return evidence;
    }

    /** Under which name messages have it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
