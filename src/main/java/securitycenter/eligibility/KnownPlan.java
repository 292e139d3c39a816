package securitycenter.eligibility;

import static securitycenter.eligibility.KnownPlan.Worth.COMPANION;
import static securitycenter.eligibility.KnownPlan.Worth.FULL;
import static securitycenter.eligibility.KnownPlan.Worth.FULL_GOVERNMENT;
import static securitycenter.eligibility.KnownPlan.Worth.SINCE_2024;
import static securitycenter.eligibility.KnownPlan.Worth.SUITE;
import static securitycenter.eligibility.KnownPlan.Worth.TOO_LITTLE;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The service plans that say something about the four services. Their ids never change, unlike names and SKUs.
 *
 * <p>Source: Microsoft's "Product names and service plan identifiers for licensing", October 2025.
 */
enum KnownPlan {
    MTP("bf28f719-7844-4079-9c78-c1307898e192", null, SUITE),
    WINDEFATP("871d91ec-ec1a-452b-a83f-bd76c7d770ef", SupportedService.ENDPOINT, FULL),
    MDE_SMB("bfc1bbd9-981b-4f71-9b82-17c35fd0e2a4", SupportedService.ENDPOINT, SINCE_2024),
    MDE_LITE("292cc034-7b7c-4950-aaf5-943befd3f1d4", SupportedService.ENDPOINT, TOO_LITTLE),
    THREAT_INTELLIGENCE("8e0c0a52-6a6c-4d40-8370-dd62790dcd70", SupportedService.OFFICE_365, FULL),
    THREAT_INTELLIGENCE_GOV("900018f1-0cdb-4ecb-94d4-90281760fdc6", SupportedService.OFFICE_365, FULL_GOVERNMENT),
    ATP_ENTERPRISE("f20fedf3-f3c3-43c3-8267-2bfdd51c0939", SupportedService.OFFICE_365, TOO_LITTLE),
    ATP_ENTERPRISE_GOV("493ff600-6a2b-4db6-ad37-a7d4eb214516", SupportedService.OFFICE_365, TOO_LITTLE),
    ADALLOM_S_STANDALONE("2e2ddb96-6af9-4b1d-a3f0-d6ecfd22edb2", SupportedService.CLOUD_APPS, FULL),
    ADALLOM_S_STANDALONE_DOD("6ebdddb7-8e55-4af2-952b-69e77262f96c", SupportedService.CLOUD_APPS, FULL_GOVERNMENT),
    ADALLOM_S_DISCOVERY("932ad362-64a8-4783-9106-97849a1a30b9", SupportedService.CLOUD_APPS, COMPANION),
    ADALLOM_S_O365("8c098270-9dd4-4350-9b30-ba4703f3b36b", SupportedService.CLOUD_APPS, TOO_LITTLE),
    ATA("14ab5db5-e6c4-4b20-b4bc-13e36fd2227f", SupportedService.IDENTITY, FULL);

    /** What a plan does for a tenant. */
    enum Worth {
        /** Names the product itself: entitles, and brings no service of its own. */
        SUITE,
        /** Entitles and covers its service, always. */
        FULL,
        /** The same under a government's name; nothing in 2020, when governments were excluded. */
        FULL_GOVERNMENT,
        /** Entitles and covers its service since Microsoft's page names it. */
        SINCE_2024,
        /** Entitles since the same page names it, but brings none of its service's alerts. */
        COMPANION,
        /** A smaller sister of a full plan, which no page has ever named. */
        TOO_LITTLE
    }

    private static final Map<String, KnownPlan> BY_ID =
            Arrays.stream(values()).collect(Collectors.toMap(plan -> plan.id, Function.identity()));

    private final String id;
    private final @Nullable SupportedService service;
    private final Worth worth;

    KnownPlan(String id, @Nullable SupportedService service, Worth worth) {
        this.id = id;
        this.service = service;
        this.worth = worth;
    }

    static Optional<KnownPlan> withId(String id) {
        return Optional.ofNullable(BY_ID.get(id));
    }

    @Nullable
    SupportedService service() {
        return service;
    }

    Worth worth() {
        return worth;
    }
}
