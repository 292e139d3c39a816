package securitycenter.graph;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The tenant as it names itself.
 *
 * <p>Source: the resource {@code organization} of Microsoft Graph v1.0.
 *
 * @param countryLetterCode two letters; absent when the tenant does not say
 */
public record Organization(String displayName, @Nullable String countryLetterCode, List<Domain> verifiedDomains) {

    @JsonCreator
    static Organization read(
            @Nullable String displayName, @Nullable String countryLetterCode, @Nullable List<Domain> verifiedDomains) {
        return new Organization(
                requireNonNullElse(displayName, ""), countryLetterCode, requireNonNullElse(verifiedDomains, List.of()));
    }

    /** The domain of new accounts, for example {@code contoso.example}. */
    public @Nullable String defaultDomain() {
        return verifiedDomains.stream()
                .filter(Domain::standard)
                .map(Domain::name)
                .findFirst()
                .orElse(null);
    }

    /** @param standard new accounts get this domain; Graph calls it {@code isDefault} */
    public record Domain(String name, boolean standard) {

        @JsonCreator
        static Domain read(@Nullable String name, @Nullable Boolean isDefault) {
            return new Domain(requireNonNullElse(name, ""), requireNonNullElse(isDefault, false));
        }
    }
}
