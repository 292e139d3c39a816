package securitycenter.graph;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.LinkedMultiValueMap;
import securitycenter.identity.EntraApplication;
import securitycenter.identity.LogText;
import securitycenter.identity.MicrosoftEndpoints;
import securitycenter.identity.TenantId;

/** This application's own tokens for one of Microsoft's APIs, one for each tenant: every tenant has a token endpoint of its own. */
class AppTokens {

    private static final Logger log = LoggerFactory.getLogger(AppTokens.class);

    private static final int MOST_TENANTS = 10_000;
    private static final Duration BEFORE_ITS_END = Duration.ofMinutes(5);

    /** Not found in the tenant, without a service principal there, or without any consent. */
    private static final Set<Integer> NO_CONSENT = Set.of(700016, 7000229, 65001);

    private record Token(String text, Instant goodUntil) {

        @Override
        public String toString() {
            return "Token until " + goodUntil;
        }
    }

    private final MicrosoftEndpoints microsoft;
    private final EntraApplication application;
    private final Wire wire;
    private final Clock clock;
    private final String scope;
    private final Map<TenantId, Token> kept = Collections.synchronizedMap(new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<TenantId, Token> eldest) {
            return size() > MOST_TENANTS;
        }
    });

    AppTokens(MicrosoftEndpoints microsoft, EntraApplication application, Wire wire, Clock clock) {
        this(microsoft, application, wire, clock, microsoft.graph("/.default"));
    }

    /** @param scope the API's address and {@code /.default} */
    AppTokens(MicrosoftEndpoints microsoft, EntraApplication application, Wire wire, Clock clock, String scope) {
        this.microsoft = microsoft;
        this.application = application;
        this.wire = wire;
        this.clock = clock;
        this.scope = scope;
    }

    /** The application in the tenant, about to do what needs the permission. */
    Bearer in(TenantId tenant, String permission) {
        return new InTenant(tenant, permission);
    }

    private class InTenant implements Bearer {

        private final TenantId tenant;
        private final String permission;
        private boolean isFresh;

        InTenant(TenantId tenant, String permission) {
            this.tenant = tenant;
            this.permission = permission;
        }

        @Override
        public String token() {
            var token = kept.get(tenant);
            return token != null && clock.instant().isBefore(token.goodUntil()) ? token.text() : anew();
        }

        private String anew() {
            isFresh = true;
            return fresh(tenant, permission);
        }

        @Override
        public Optional<String> another() {
            return Optional.of(anew());
        }

        /** A question that needs another permission may have been asked with this token all the time. */
        @Override
        public Optional<String> withLaterConsents() {
            return isFresh ? Optional.empty() : Optional.of(anew());
        }

        /** The token bears the consents of its birth: the next must be a new one. */
        @Override
        public ConsentMissing refused(@Nullable String named) {
            kept.remove(tenant);
            return new ConsentMissing(named == null ? permission : named);
        }
    }

    private String fresh(TenantId tenant, String permission) {
        kept.remove(tenant);
        var form = new LinkedMultiValueMap<String, String>();
        form.add("grant_type", "client_credentials");
        form.add("client_id", requireNonNull(application.clientId()));
        form.add("client_secret", requireNonNull(application.clientSecret()));
        form.add("scope", scope);
        var answer = wire.post(URI.create(microsoft.login("/" + tenant + "/oauth2/v2.0/token")), form);
        if (!answer.fine()) {
            throw refusal(answer, permission);
        }
        var given = answer.as(Given.class);
        if (given.token() == null) {
            throw new GraphSilent(GraphSilent.Why.UNREADABLE, "A token answer without a token");
        }
        var lifetime = Duration.ofSeconds(given.seconds());
        kept.put(tenant, new Token(given.token(), clock.instant().plus(lifetime).minus(BEFORE_ITS_END)));
        return given.token();
    }

    private static RuntimeException refusal(Answer answer, String permission) {
        if (answer.busy()) {
            return GraphSilent.after(answer, "Entra is busy");
        }
        Refused refused;
        try {
            refused = answer.as(Refused.class);
        } catch (GraphSilent noReason) {
            return new GraphSilent(answer.why(), "Entra gave no token");
        }
        var codes = refused.codes() == null ? List.<Integer>of() : refused.codes();
        if (codes.stream().anyMatch(NO_CONSENT::contains)) {
            return new ConsentMissing(permission);
        }
        log.error("Entra refuses this application a token: {} {}", codes, LogText.of(refused.description()));
        return new GraphSilent(GraphSilent.Why.UNAVAILABLE, "Entra refuses a token: " + codes);
    }

    private record Given(
            @JsonProperty("access_token") @Nullable String token,
            @JsonProperty("expires_in") long seconds) {}

    private record Refused(
            @JsonProperty("error_codes") @Nullable List<Integer> codes,
            @JsonProperty("error_description") @Nullable String description) {}
}
