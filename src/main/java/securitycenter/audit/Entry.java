package securitycenter.audit;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import securitycenter.identity.TenantId;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * One entry of a tenant's log, before it is sealed with its hash. The hash is computed from its JSON: to change
 * anything here, even the order, would break every chain there is.
 *
 * @param previous the hash of the entry before
 */
@JsonPropertyOrder({
    "number",
    "tenant",
    "at",
    "actorKind",
    "actorId",
    "actorName",
    "onBehalfOf",
    "address",
    "what",
    "objectKind",
    "objectId",
    "from",
    "to",
    "reason",
    "reference",
    "outcome",
    "previous"
})
record Entry(
        long number,
        UUID tenant,
        Instant at,
        String actorKind,
        @Nullable UUID actorId,
        @Nullable String actorName,
        @Nullable String onBehalfOf,
        @Nullable String address,
        String what,
        @Nullable String objectKind,
        @Nullable String objectId,
        @Nullable String from,
        @Nullable String to,
        @Nullable String reason,
        @Nullable String reference,
        String outcome,
        String previous) {

    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(JsonWriteFeature.ESCAPE_FORWARD_SLASHES)
            .disable(DateTimeFeature.WRITE_DATES_AS_TIMESTAMPS)
            .build();

    public TenantId owner() {
        return new TenantId(tenant);
    }

    public boolean refused() {
        return outcome.equals(Outcome.REFUSED.name());
    }

    public boolean bySystem() {
        return actorKind.equals(Actor.Kind.SYSTEM.name());
    }

    public boolean byStaff() {
        return actorKind.equals(Actor.Kind.STAFF.name());
    }

    public boolean byProgram() {
        return actorKind.equals(Actor.Kind.PROGRAM.name());
    }

    String json() {
        return JSON.writeValueAsString(this);
    }

    String hash() {
        try {
            var sha256 = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(sha256.digest(json().getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java has SHA-256", impossible);
        }
    }
}
