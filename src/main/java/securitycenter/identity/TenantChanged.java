package securitycenter.identity;

/**
 * Something of a tenant is not what it was: how far it is with the product, its licenses, its name, its help requests.
 * Published inside the transaction of the change, for rooms above that keep an overview; a change is complete without
 * anybody listening.
 */
public record TenantChanged(TenantId tenant) {}
