package securitycenter.identity;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSetBasedJWKSource;
import com.nimbusds.jose.jwk.source.JWKSetCacheRefreshEvaluator;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.jwk.source.RateLimitReachedException;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.jose.util.Resource;
import com.nimbusds.jose.util.ResourceRetriever;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.text.ParseException;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.jwt.Jwt;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The keys that sign for all tenants, and those that sign for one. Unknown key ids cannot make us ask Entra again and
 * again, and for a while the keys that we know will do.
 */
public class EntraKeys implements JWKSource<SecurityContext> {

    private static final int MILLISECONDS_TO_ANSWER = 5_000;
    private static final long MILLISECONDS_WITHOUT_ENTRA = 3_600_000;
    private static final int LARGEST_KEY_SET = 200 * 1024;
    private static final JsonMapper JSON = new JsonMapper();

    private final MicrosoftEndpoints microsoft;
    private final Clock clock;
    private final ResourceRetriever entra =
            new DefaultResourceRetriever(MILLISECONDS_TO_ANSWER, MILLISECONDS_TO_ANSWER, LARGEST_KEY_SET);
    private final JWKSetBasedJWKSource<SecurityContext> keys;
    private volatile Map<String, String> issuers = Map.of();

    public EntraKeys(MicrosoftEndpoints microsoft, Clock clock) {
        this.microsoft = microsoft;
        this.clock = clock;
        this.keys = (JWKSetBasedJWKSource<SecurityContext>) JWKSourceBuilder.create(address(microsoft), this::read)
                .refreshAheadCache(false)
                .retrying(true)
                .outageTolerant(MILLISECONDS_WITHOUT_ENTRA)
                .build();
    }

    private static URL address(MicrosoftEndpoints microsoft) {
        try {
            return URI.create(microsoft.login("/common/discovery/v2.0/keys")).toURL();
        } catch (MalformedURLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Whose keys they are is forgotten only for a set that takes the place of the one before. */
    private Resource read(URL address) throws IOException {
        var set = entra.retrieveResource(address);
        try {
            if (JWKSet.parse(set.getContent()).isEmpty()) {
                throw new IOException("Entra has no keys");
            }
            issuers = issuersIn(set.getContent());
        } catch (ParseException | JacksonException unreadable) {
            throw new IOException("Entra's keys are no key set", unreadable);
        }
        return set;
    }

    private static Map<String, String> issuersIn(String set) {
        var issuers = new HashMap<String, String>();
        for (var key : JSON.readTree(set).path("keys")) {
            issuers.put(key.path("kid").asString(""), key.path("issuer").asString(""));
        }
        return Map.copyOf(issuers);
    }

    /** A key that is not among those that were read a moment ago is no key; without any, nobody can say. */
    @Override
    public List<JWK> get(JWKSelector wanted, @Nullable SecurityContext context) throws KeySourceException {
        try {
            return keys.get(wanted, context);
        } catch (RateLimitReachedException askedJustNow) {
            keys.getJWKSetSource().getJWKSet(JWKSetCacheRefreshEvaluator.noRefresh(), clock.millis(), context);
            return List.of();
        }
    }

    /** Entra names with each key the issuer whose tokens it signs, as version 2 writes it, whichever version they are. */
    public boolean signFor(TenantId tenant, Jwt token) {
        var issuer = issuers.get(String.valueOf(token.getHeaders().get("kid")));
        return issuer != null
                && (issuer.isEmpty()
                        || microsoft.issuersOf(tenant).contains(issuer.replace("{tenantid}", tenant.toString())));
    }
}
