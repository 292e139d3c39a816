package securitycenter.alerts;

/** What a piece of evidence is, in the order in which lists show them. */
public enum EvidenceKind implements GraphWord {
    DEVICE,
    USER,
    MAILBOX,
    MESSAGE,
    MAIL_CLUSTER,
    MAILBOX_RULE,
    SUBMISSION,
    FILE,
    PROCESS,
    REGISTRY,
    MALWARE,
    IP,
    URL,
    CLOUD_APP,
    OAUTH_APP,
    SIGN_IN,
    SERVICE_PRINCIPAL,
    GROUP,
    OTHER
}
