package securitycenter.fakemicrosoft;

import static securitycenter.fakemicrosoft.GraphJson.date;
import static securitycenter.fakemicrosoft.GraphJson.object;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Something that Defender for Endpoint was told to block, to allow or to report wherever it is met.
 *
 * @param sent the body of the latest request
 */
public record Indicator(String id, Map<String, Object> sent, String createdBy, Instant created, Instant updated) {

    static final List<String> REQUIRED = List.of("indicatorValue", "indicatorType", "action", "title", "description");
    static final List<String> TYPES =
            List.of("FileSha1", "FileSha256", "FileMd5", "CertificateThumbprint", "IpAddress", "DomainName", "Url");
    static final List<String> ACTIONS =
            List.of("Alert", "Warn", "Block", "Audit", "BlockAndRemediate", "AlertAndBlock", "Allowed");

    public String value() {
        return text("indicatorValue").orElseThrow();
    }

    public String type() {
        return text("indicatorType").orElseThrow();
    }

    public String action() {
        return text("action").orElseThrow();
    }

    public Optional<Instant> expires() {
        return text("expirationTime").map(Instant::parse);
    }

    private Optional<String> text(String name) {
        return Optional.ofNullable(sent.get(name)).map(Object::toString);
    }

    boolean isAbout(Map<String, Object> other) {
        return value().equalsIgnoreCase(String.valueOf(other.get("indicatorValue")))
                && type().equals(other.get("indicatorType"));
    }

    Map<String, Object> json() {
        return object().with("id", id)
                .with("indicatorValue", value())
                .with("indicatorType", type())
                .with("action", action())
                .with("application", sent.get("application"))
                .with("source", createdBy)
                .with("sourceType", "AadApp")
                .with("createdBy", createdBy)
                .with("severity", Objects.requireNonNullElse(sent.get("severity"), "Informational"))
                .with("title", sent.get("title"))
                .with("description", sent.get("description"))
                .with("recommendedActions", sent.get("recommendedActions"))
                .with("creationTimeDateTimeUtc", date(created))
                .with("expirationTime", date(expires().orElse(null)))
                .with("lastUpdateTime", date(updated))
                .with("lastUpdatedBy", createdBy)
                .with("rbacGroupNames", Objects.requireNonNullElse(sent.get("rbacGroupNames"), List.of()))
                .with("generateAlert", Objects.requireNonNullElse(sent.get("generateAlert"), false));
    }
}
