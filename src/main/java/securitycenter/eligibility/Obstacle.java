package securitycenter.eligibility;

/** Why a tenant is not eligible; of several, the first in this order. */
public enum Obstacle {
    /** A government tenant. Source: prerequisites of Microsoft 365 Defender, November 2020. */
    GOVERNMENT,
    /** Only trials of Office 365 would count, and those do not. Source: the same page. */
    OFFICE_TRIAL_ONLY,
    SUSPENDED,
    LOCKED_OUT,
    DELETED,
    /** {@link Entitlement#near()} says what was found. */
    NEAR_MISS,
    NO_LICENSE
}
