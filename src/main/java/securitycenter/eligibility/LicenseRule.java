package securitycenter.eligibility;

/** Which service plans entitle a tenant to the product. */
class LicenseRule {

    /** Microsoft's page of prerequisites changed over the years; this says which one is followed. */
    enum Era {
        /** November 2020: any one of four services, in full; no government, no Office 365 trial. */
        NOV2020,
        /** 2024 to 2026: also Defender for Business and Cloud App Discovery; government with full plans. */
        CURRENT
    }

    private LicenseRule() {}
}
