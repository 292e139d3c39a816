package securitycenter.alerts;

/** What was concluded about a piece of evidence, the worst last. */
public enum Verdict implements GraphWord {
    UNKNOWN,
    NO_THREATS_FOUND,
    SUSPICIOUS,
    MALICIOUS
}
