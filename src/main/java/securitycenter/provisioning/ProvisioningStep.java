package securitycenter.provisioning;

import java.io.IOException;

/**
 * What one room must build in a tenant's home, and take away again. Rooms above implement it: this is the one place
 * where control climbs. Each step can be repeated, so that repairing a tenant is provisioning it once more, and a run
 * that was killed is taken up with the step it was in.
 */
public interface ProvisioningStep {

    /** Names the step in the database and in the message files ({@code step.<name>}). Never changes. */
    String name();

    /** Steps run by ascending order; what they built is taken away in descending order. */
    int order();

    /** Whether the step would find its work done already; for the dry run. */
    boolean isBuilt(TenantHome home);

    /**
     * Builds, or finds built.
     *
     * @throws StepRefused when a condition that a person can mend is not met
     */
    void provision(TenantHome home);

    /** Takes away what {@link #provision} built, however much of it there is. */
    void deprovision(TenantHome home);

    /** Whether nothing of the step is left; proves a deletion. */
    boolean isGone(TenantHome home);

    /** Writes what the tenant owns of it. */
    default void export(TenantHome home, Export export) throws IOException {}
}
