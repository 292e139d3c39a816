package securitycenter.optin;

import java.time.Instant;

/**
 * A decision for or against the product.
 *
 * @param automatic made by the deployment's setting at the person's visit
 * @param byStaff made by support staff, and not by the tenant itself
 * @param by name of the person
 */
public record Decided(boolean in, boolean automatic, boolean byStaff, String by, Instant at) {}
