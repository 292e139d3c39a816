package securitycenter.eligibility;

/** A Microsoft 365 security service whose data the product brings together. */
public enum SupportedService {
    ENDPOINT,
    OFFICE_365,
    CLOUD_APPS,
    IDENTITY
}
