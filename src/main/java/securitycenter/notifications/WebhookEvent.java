package securitycenter.notifications;

import java.util.List;

/** What systems are told of. */
enum WebhookEvent {
    CREATED("incident.created"),
    UPDATED("incident.updated"),
    RESOLVED("incident.resolved"),
    TEST("test");

    /** Those that a person can choose from. */
    static final List<WebhookEvent> CHOICES = List.of(CREATED, UPDATED, RESOLVED);

    private final String word;

    WebhookEvent(String word) {
        this.word = word;
    }

    /** As the receiving side reads it. */
    public String word() {
        return word;
    }
}
