package securitycenter.eligibility;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import securitycenter.graph.SubscribedSku;
import securitycenter.graph.SubscribedSku.CapabilityStatus;
import securitycenter.graph.SubscribedSku.ProvisioningStatus;
import securitycenter.graph.SubscribedSku.ServicePlan;
import securitycenter.graph.SubscribedSku.Units;
import securitycenter.graph.TenantRegion;
import tools.jackson.databind.json.JsonMapper;

/** A line of {@code skus.json}: what Microsoft sells, and what the pages of both eras say of it. */
record ListedSku(
        String skuPartNumber,
        String skuId,
        String cloud,
        List<String> servicePlans,
        Set<String> coversServices,
        String entitlesNov2020,
        String entitlesCurrent) {

    private record Plan(String id) {}

    private record File(Map<String, Plan> servicePlans, List<ListedSku> skus) {}

    private static final File FILE = read();

    private static File read() {
        try (var file = ListedSku.class.getResourceAsStream("/skus.json")) {
            return new JsonMapper().readValue(file, File.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<ListedSku> all() {
        return FILE.skus();
    }

    static ListedSku named(String partNumber) {
        return all().stream()
                .filter(sku -> sku.skuPartNumber().equals(partNumber))
                .findFirst()
                .orElseThrow();
    }

    static String idOfPlan(String name) {
        return requireNonNull(FILE.servicePlans().get(name)).id();
    }

    SubscribedSku bought() {
        return bought(CapabilityStatus.ENABLED, ProvisioningStatus.SUCCESS);
    }

    SubscribedSku bought(CapabilityStatus status, ProvisioningStatus provisioning) {
        var units = switch (status) {
            case ENABLED -> new Units(5, 0, 0, 0);
            case WARNING -> new Units(0, 5, 0, 0);
            case SUSPENDED -> new Units(0, 0, 5, 0);
            case LOCKED_OUT -> new Units(0, 0, 0, 5);
            case DELETED, UNKNOWN -> new Units(0, 0, 0, 0);
        };
        var plans = servicePlans.stream()
                .map(plan -> new ServicePlan(idOfPlan(plan), plan, provisioning))
                .toList();
        return new SubscribedSku(
                skuId,
                skuPartNumber,
                status,
                units,
                plans,
                List.of(UUID.nameUUIDFromBytes(skuId.getBytes()).toString()));
    }

    /** Such SKUs are bought by tenants of that cloud. */
    TenantRegion region() {
        return switch (cloud) {
            case "gcc" -> new TenantRegion("NA", "GCC");
            case "gcchigh" -> new TenantRegion("USGov", "DODCON");
            case "dod" -> new TenantRegion("USGov", "DOD");
            default -> new TenantRegion("EU", null);
        };
    }

    boolean commercial() {
        return cloud.equals("commercial");
    }

    boolean holds(String plan) {
        return servicePlans.contains(plan);
    }

    /** The file's "unclear" is Defender for Endpoint Plan 1, of which we decided that it does not entitle. */
    boolean entitles(LicenseRule.Era era) {
        return switch (era) {
            case NOV2020 -> entitlesNov2020.equals("true");
            case CURRENT -> entitlesCurrent.equals("true");
        };
    }

    /**
     * The file counts every plan for devices; we count the one in force in the era. And it counts the plans of
     * governments, which 2020 excluded.
     */
    Set<SupportedService> covers(LicenseRule.Era era) {
        return coversServices.stream()
                .map(name -> SupportedService.valueOf(name.replace("DEFENDER_FOR_", "")))
                .filter(service -> switch (service) {
                    case ENDPOINT ->
                        holds("WINDEFATP") || holds("MDE_SMB") && era == LicenseRule.Era.CURRENT && commercial();
                    case OFFICE_365 -> holds("THREAT_INTELLIGENCE") || era == LicenseRule.Era.CURRENT;
                    case CLOUD_APPS -> holds("ADALLOM_S_STANDALONE") || era == LicenseRule.Era.CURRENT;
                    case IDENTITY -> true;
                })
                .collect(Collectors.toSet());
    }

    @Override
    public String toString() {
        return skuPartNumber;
    }
}
