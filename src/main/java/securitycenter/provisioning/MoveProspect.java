package securitycenter.provisioning;

/** Whether a home could move to a data center, and if not, why. */
public enum MoveProspect {
    POSSIBLE,
    NO_OPEN_HOME,
    THERE_ALREADY,

    /** A move away from there has left a home behind, which has to be deleted first. */
    FORMER_HOME_THERE,
    FULL,
    UNREACHABLE,
    OTHER_DATABASE,
    NOT_OFFERED
}
