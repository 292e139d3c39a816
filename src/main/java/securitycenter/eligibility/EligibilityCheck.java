package securitycenter.eligibility;

import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import securitycenter.identity.SignedInUser;
import securitycenter.identity.TenantId;

/** Checks whether a tenant may use the product and whether a person may decide it, and remembers the former. */
@Component
public class EligibilityCheck {

    /** Asks Microsoft. A definite answer is remembered; {@link Eligibility.CouldNotCheck} replaces none. */
    public Finding now(TenantId tenant) {
        throw new UnsupportedOperationException();
    }

    /** The remembered finding while it is young; otherwise a new one, or the old when Microsoft is silent. */
    public Finding recent(TenantId tenant) {
        throw new UnsupportedOperationException();
    }

    /** The remembered finding, whatever its age. Never asks Microsoft; up to a minute behind other instances. */
    public Optional<Finding> last(TenantId tenant) {
        throw new UnsupportedOperationException();
    }

    /** Asks Microsoft for the roles that the person of the current request holds. */
    public PersonCheck personNow(SignedInUser user) {
        throw new UnsupportedOperationException();
    }

    /** Names of the tenant's global and security administrators; empty when they cannot be read. */
    public List<String> whoCanTurnOn(TenantId tenant) {
        throw new UnsupportedOperationException();
    }
}
