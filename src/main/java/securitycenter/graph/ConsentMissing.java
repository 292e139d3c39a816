package securitycenter.graph;

/** The tenant has not agreed that this application reads or does something; an administrator of the tenant can. */
public class ConsentMissing extends RuntimeException {

    private final String permission;

    ConsentMissing(String permission) {
        super("The tenant has not consented to " + permission);
        this.permission = permission;
    }

    /** The permission as Graph spells it, for example {@code Organization.Read.All}. */
    public String permission() {
        return permission;
    }
}
