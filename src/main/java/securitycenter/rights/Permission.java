package securitycenter.rights;

/** What people are given in Microsoft's portals, and what no API tells: a Global Administrator keeps the list here. */
public enum Permission {
    /** Of Defender for Endpoint. */
    ACTIVE_REMEDIATION_ACTIONS,
    /** Of mail and collaboration. */
    SEARCH_AND_PURGE
}
