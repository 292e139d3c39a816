package securitycenter.investigations;

/** Where an investigation looks. */
public enum Field {
    DEVICE,
    MAIL
}
