package securitycenter.provisioning;

import java.io.IOException;
import java.util.Map;
import securitycenter.homes.Contents;
import securitycenter.homes.Export;
import securitycenter.homes.TenantHome;

/**
 * What one room must build in a tenant's home, and take away again. Rooms above implement it: this is the one place
 * where control climbs. Each step can be repeated, so that repairing a tenant is provisioning it once more, and a run
 * that was killed is taken up with the step it was in.
 */
public interface ProvisioningStep {

    /** What of a home a step is about. */
    enum Part {
        /** Asks whether a home may be built at all; left out where there is one already. */
        CONDITION,

        /** A folder, a schema, a file: built anew where a home moves to. */
        PLACE,

        /** Something that lies in a place, and comes and goes with it. */
        CONTENT,

        /** Whether people may come in. */
        DOOR
    }

    /** Names the step in the database and in the message files ({@code step.<name>}). Never changes. */
    String name();

    /** Steps run by ascending order; what they built is taken away in descending order. */
    int order();

    Part part();

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

    /** Refuses all writing in the home from now on, whoever is at it, because it will be copied. Reading goes on. */
    default void freeze(TenantHome home) {}

    default void thaw(TenantHome home) {}

    /** Makes what a built home has of it equal to what a frozen one has. */
    default void copy(TenantHome from, TenantHome to) {}

    /** What each of its tables holds, to compare a copy. The names are its own. */
    default Map<String, Contents> census(TenantHome home) {
        return Map.of();
    }
}
