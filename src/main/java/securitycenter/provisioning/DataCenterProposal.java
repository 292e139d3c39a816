package securitycenter.provisioning;

import static securitycenter.homes.DataCenter.AUSTRALIA;
import static securitycenter.homes.DataCenter.EUROPEAN_UNION;
import static securitycenter.homes.DataCenter.INDIA;
import static securitycenter.homes.DataCenter.SWITZERLAND;
import static securitycenter.homes.DataCenter.UNITED_KINGDOM;
import static securitycenter.homes.DataCenter.UNITED_STATES;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import securitycenter.homes.DataCenter;

/**
 * Where a tenant's data will live, and why.
 *
 * <p>Source: the rules for choosing a location of Microsoft 365 Defender (the location of Defender for Endpoint, always;
 * the European Union when Endpoint came through Azure Defender; otherwise from the active services). How services map to
 * a location is not published: country first, then the tenant's region scope, is our rule.
 */
public sealed interface DataCenterProposal {

    enum Reason {
        ENDPOINT_DATA,
        AZURE_DEFENDER,
        COUNTRY,
        REGION_SCOPE,

        /** The tenant asked support for it. */
        REQUEST,

        /** We moved it there for a reason of our own. */
        OPERATOR
    }

    record Proposed(DataCenter place, Reason reason) implements DataCenterProposal {}

    /** The rule names a place that this installation does not offer. */
    record NotOffered(DataCenter place, Reason reason) implements DataCenterProposal {}

    /** Nothing that is known of the tenant says where. */
    record Undetermined() implements DataCenterProposal {}

    /**
     * What is known of a tenant.
     *
     * @param endpoint where an administrator says that Defender for Endpoint keeps its data
     * @param throughAzureDefender an administrator says that Endpoint was turned on through Azure Defender
     * @param country two letters
     * @param regionScope Entra's {@code tenant_region_scope}, for example NA, EU, AS
     */
    record Known(
            @Nullable DataCenter endpoint,
            boolean throughAzureDefender,
            @Nullable String country,
            @Nullable String regionScope) {}

    static DataCenterProposal of(Known known, Set<DataCenter> onOffer) {
        if (known.endpoint() != null) {
            return offered(known.endpoint(), Reason.ENDPOINT_DATA, onOffer);
        }
        if (known.throughAzureDefender()) {
            return offered(EUROPEAN_UNION, Reason.AZURE_DEFENDER, onOffer);
        }
        if (known.country() != null) {
            return firstOffered(nearTo(known.country()), Reason.COUNTRY, onOffer);
        }
        return switch (known.regionScope() == null ? "" : known.regionScope()) {
            case "EU" -> offered(EUROPEAN_UNION, Reason.REGION_SCOPE, onOffer);
            case "NA" -> offered(UNITED_STATES, Reason.REGION_SCOPE, onOffer);
            case "OC" -> firstOffered(List.of(AUSTRALIA, UNITED_STATES), Reason.REGION_SCOPE, onOffer);
            case "AS" -> firstOffered(List.of(INDIA, AUSTRALIA, UNITED_STATES), Reason.REGION_SCOPE, onOffer);
            default -> new Undetermined();
        };
    }

    static DataCenterProposal promised(DataCenter place, Set<DataCenter> onOffer) {
        return offered(place, Reason.REQUEST, onOffer);
    }

    private static DataCenterProposal firstOffered(List<DataCenter> places, Reason reason, Set<DataCenter> onOffer) {
        return places.stream()
                .filter(onOffer::contains)
                .findFirst()
                .map(place -> offered(place, reason, onOffer))
                .orElseGet(() -> new NotOffered(places.getFirst(), reason));
    }

    private static DataCenterProposal offered(DataCenter place, Reason reason, Set<DataCenter> onOffer) {
        return onOffer.contains(place) ? new Proposed(place, reason) : new NotOffered(place, reason);
    }

    /** The nearest first. The United Kingdom, Switzerland and Australia keep their data at home where they can. */
    private static List<DataCenter> nearTo(String country) {
        var code = country.toUpperCase(Locale.ROOT);
        return switch (code) {
            case "GB", "UK", "GG", "IM", "JE" -> List.of(UNITED_KINGDOM);
            case "CH", "LI" -> List.of(SWITZERLAND, EUROPEAN_UNION);
            case "AU", "NZ", "FJ", "PG" -> List.of(AUSTRALIA, UNITED_STATES);
            case "IN", "BD", "LK", "NP", "BT", "MV" -> List.of(INDIA, EUROPEAN_UNION);
            default -> List.of(EUROPE_AFRICA_MIDDLE_EAST.contains(code) ? EUROPEAN_UNION : UNITED_STATES);
        };
    }

    /** ISO 3166 codes of Europe without the above, of Africa and of the Middle East. */
    Set<String> EUROPE_AFRICA_MIDDLE_EAST = Set.of(
            ("AD AL AM AT AX AZ BA BE BG BY CY CZ DE DK EE ES FI FO FR GE GI GR HR HU IE IS IT LT LU LV MC MD ME MK MT NL"
                            + " NO PL PT RO RS RU SE SI SJ SK SM TR UA VA XK AE BH IL IQ IR JO KW LB OM PS QA SA SY YE"
                            + " AO BF BI BJ BW CD CF CG CI CM CV DJ DZ EG EH ER ET GA GH GM GN GQ GW KE KM LR LS LY MA"
                            + " MG ML MR MU MW MZ NA NE NG RE RW SC SD SL SN SO SS ST SZ TD TG TN TZ UG YT ZA ZM ZW")
                    .split(" "));
}
