package securitycenter.eligibility;

import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** Whether a tenant may use the product, and why not. */
@JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME, property = "is")
public sealed interface Eligibility {

    record Eligible(Entitlement entitlement) implements Eligibility {}

    record NotEligible(Obstacle obstacle, Entitlement entitlement) implements Eligibility {}

    /** @param permission what the tenant has not agreed to, for example {@code Organization.Read.All} */
    record ConsentMissing(String permission) implements Eligibility {}

    /** Nothing is known: neither eligible nor not. */
    record CouldNotCheck(Silence why) implements Eligibility {}
}
