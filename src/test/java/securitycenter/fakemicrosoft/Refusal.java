package securitycenter.fakemicrosoft;

/** Why Entra does not let a person in. */
public enum Refusal {
    /** The application asks for assignment and this person has none. Entra keeps the person on a page of its own. */
    NOT_ASSIGNED(
            50105,
            "interaction_required",
            "Your administrator has configured the application to block users unless they are specifically granted ('assigned') access to the application. The signed in user is blocked because they are not a direct member of a group with access, nor had access directly assigned by an administrator."),
    /** The account is not known in the tenant that was asked for. Entra keeps the person on a page of its own. */
    WRONG_ACCOUNT(
            50020,
            "interaction_required",
            "User account from identity provider does not exist in tenant and cannot access the application in that tenant. The account needs to be added as an external user in the tenant first. Sign out and sign in again with a different account."),
    /** An administrator or a program disabled the account. Entra keeps the person on a page of its own. */
    DISABLED(50057, "login_required", "The user account is disabled."),
    /** Nobody has consented yet. */
    CONSENT_REQUIRED(
            65001,
            "consent_required",
            "The user or administrator has not consented to use the application. Send an interactive authorization request for this user and resource."),
    /** The person pressed Cancel. */
    ACCESS_DENIED(65004, "access_denied", "User declined to consent to access the app.");

    final int code;
    final String error;
    final String message;

    Refusal(int code, String error, String message) {
        this.code = code;
        this.error = error;
        this.message = message;
    }

    boolean staysAtEntra() {
        return this == NOT_ASSIGNED || this == WRONG_ACCOUNT || this == DISABLED;
    }

    EntraError asError() {
        return new EntraError(400, error, code, message);
    }
}
