package securitycenter.homes;

/**
 * A place in which a tenant's data rests. It is chosen when the product is turned on;
 * afterwards only support can move the data.
 *
 * <p>Source: the geographies of Microsoft 365 Defender; those after the first three came after November 2020.
 */
public enum DataCenter {
    EUROPEAN_UNION,
    UNITED_KINGDOM,
    UNITED_STATES,
    AUSTRALIA,
    SWITZERLAND,
    INDIA
}
