package securitycenter.triage;

import java.util.UUID;

/**
 * A filter that somebody keeps under a name.
 *
 * @param owner who alone may change it
 * @param query what stands behind the question mark of the queue's address
 * @param shared everybody of the tenant is offered it
 * @param isDefault the queue opens with it for the person who looks
 */
record SavedFilter(
        long id, UUID owner, String ownerName, String name, String query, boolean shared, boolean isDefault) {

    public String address() {
        return IncidentFilter.asOnce(query).toString();
    }

    /** What the audit log says of one that others are offered. */
    record Offered(String name, String query, boolean shared) {}

    Offered offered() {
        return new Offered(name, query, shared);
    }

    public boolean isOf(UUID person) {
        return owner.equals(person);
    }
}
