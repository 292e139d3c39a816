package securitycenter.fakemicrosoft;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What Microsoft sells: the service plans of a SKU, from {@code skus.json}. */
final class Skus {

    record Plan(String id, String name) {

        /** Plans that work on mail apply to the whole company, the others to one user at a time. */
        String appliesTo() {
            return name.contains("THREAT_INTELLIGENCE") || name.contains("ATP_ENTERPRISE") ? "Company" : "User";
        }
    }

    record Sku(String id, String partNumber, List<Plan> plans) {}

    /** Each SKU has plans that are none of our business; this one stands for them. */
    private static final Plan FOUNDATION = new Plan("113feb6c-3fe4-4440-bddc-54d774bf0318", "EXCHANGE_S_FOUNDATION");

    private static final JsonNode FACTS = read();

    private Skus() {}

    private static JsonNode read() {
        try (var json = Skus.class.getResourceAsStream("/skus.json")) {
            return new JsonMapper().readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Sku named(String partNumber) {
        for (var sku : FACTS.get("skus")) {
            if (sku.get("skuPartNumber").asString().equals(partNumber)) {
                var plans = new ArrayList<Plan>();
                sku.get("servicePlans").forEach(plan -> plans.add(plan(plan.asString())));
                plans.add(FOUNDATION);
                return new Sku(sku.get("skuId").asString(), partNumber, plans);
            }
        }
        throw new IllegalArgumentException("There is no SKU " + partNumber + "; name its plans as well.");
    }

    /** A SKU that is in no list, as Microsoft sells more of them than it documents. */
    static Sku unlisted(String partNumber, List<String> planNames) {
        var plans = new ArrayList<>(planNames.stream().map(Skus::plan).toList());
        plans.add(FOUNDATION);
        return new Sku(idFor(partNumber), partNumber, plans);
    }

    private static Plan plan(String name) {
        var known = FACTS.get("servicePlans").get(name);
        return new Plan(known == null ? idFor(name) : known.get("id").asString(), name);
    }

    private static String idFor(String name) {
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString();
    }
}
