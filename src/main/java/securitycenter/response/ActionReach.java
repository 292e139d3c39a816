package securitycenter.response;

/** What a remediation action touches, by which it is decided who may approve it. */
public enum ActionReach {
    DEVICE,
    MAIL,
    IDENTITY
}
