package securitycenter.fakemicrosoft;

import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** One SKU that a tenant bought. Everything about it can be changed while the pretend Microsoft runs. */
public final class Subscription {

    private final UUID id = UUID.randomUUID();
    private final Skus.Sku sku;
    private final Map<String, String> provisioning = new HashMap<>();
    private String status = "Enabled";
    private int units = 25;
    private int consumed = 20;
    private boolean trial;
    private Instant nextLifecycle;

    Subscription(Skus.Sku sku) {
        this.sku = sku;
    }

    /** Our list of SKUs leaves out the plan itself, so the names of those that hold it have to do. */
    boolean hasIdentityProtection() {
        return partNumber()
                .matches(
                        "AAD_PREMIUM_P2|EMSPREMIUM.*|IDENTITY_THREAT_PROTECTION.*|(SPE|Microsoft_365|M365EDU)_[EA]5.*");
    }

    /** Enabled, Warning, Suspended, Deleted, LockedOut, or a word that Microsoft has not thought of yet. */
    public synchronized Subscription status(String status) {
        this.status = status;
        return this;
    }

    public synchronized Subscription units(int bought) {
        units = bought;
        consumed = Math.min(consumed, bought);
        return this;
    }

    public synchronized Subscription consumed(int units) {
        consumed = units;
        return this;
    }

    public synchronized Subscription trial() {
        trial = true;
        return this;
    }

    /** When the status changes next if nobody renews. */
    public synchronized Subscription until(Instant date) {
        nextLifecycle = date;
        return this;
    }

    /** Success, Disabled, Error, PendingInput, PendingActivation or PendingProvisioning for one service plan. */
    public synchronized Subscription provisioning(String planName, String provisioningStatus) {
        provisioning.put(planName, provisioningStatus);
        return this;
    }

    synchronized boolean provides(String planName) {
        return Set.of("Enabled", "Warning").contains(status)
                && sku.plans().stream().anyMatch(plan -> plan.name().equals(planName))
                && provisioning.getOrDefault(planName, "Success").equals("Success");
    }

    public String partNumber() {
        return sku.partNumber();
    }

    synchronized Map<String, Object> asSubscribedSku(Tenant tenant) {
        var json = new LinkedHashMap<String, Object>();
        json.put("accountName", tenant.domainPrefix());
        json.put("accountId", tenant.id().toString());
        json.put("appliesTo", "User");
        json.put("capabilityStatus", status);
        json.put("consumedUnits", consumed);
        json.put("id", tenant.id() + "_" + sku.id());
        json.put("skuId", sku.id());
        json.put("skuPartNumber", sku.partNumber());
        json.put("prepaidUnits", prepaidUnits());
        json.put("servicePlans", plans());
        json.put("subscriptionIds", List.of(id.toString()));
        return json;
    }

    private Map<String, Object> prepaidUnits() {
        var json = new LinkedHashMap<String, Object>();
        json.put("enabled", status.equals("Enabled") ? units : 0);
        json.put("suspended", status.equals("Suspended") ? units : 0);
        json.put("warning", status.equals("Warning") ? units : 0);
        json.put("lockedOut", status.equals("LockedOut") ? units : 0);
        return json;
    }

    private List<Map<String, Object>> plans() {
        return sku.plans().stream().map(this::plan).toList();
    }

    private Map<String, Object> plan(Skus.Plan plan) {
        var json = new LinkedHashMap<String, Object>();
        json.put("servicePlanId", plan.id());
        json.put("servicePlanName", plan.name());
        json.put("provisioningStatus", provisioning.getOrDefault(plan.name(), "Success"));
        json.put("appliesTo", plan.appliesTo());
        return json;
    }

    synchronized Map<String, Object> asCompanySubscription() {
        var json = new LinkedHashMap<String, Object>();
        json.put("id", id.toString());
        json.put(
                "commerceSubscriptionId",
                UUID.nameUUIDFromBytes(id.toString().getBytes()).toString());
        json.put("createdDateTime", "2025-03-01T00:00:00Z");
        json.put("isTrial", trial);
        json.put("nextLifecycleDateTime", nextLifecycle == null ? null : nextLifecycle.toString());
        json.put("ownerId", null);
        json.put("ownerTenantId", null);
        json.put("ownerType", null);
        json.put("serviceStatus", plans());
        json.put("skuId", sku.id());
        json.put("skuPartNumber", sku.partNumber());
        json.put("status", status);
        json.put("totalLicenses", units);
        return json;
    }
}
