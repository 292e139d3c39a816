package securitycenter.portal;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import securitycenter.identity.SignedInUser;
import securitycenter.optin.ProductState;

/**
 * What the layout needs to know. On every page as {@code frame}.
 *
 * @param user absent for strangers; so are the tenant's name and the menu
 * @param state absent for strangers, and when it could not be read
 * @param licenseNotice absent while there is nothing to say about the licenses
 * @param approvalWanted support waits for an answer of the tenant's administrators, of whom the person is one
 * @param theme {@code light} or {@code dark}; as the system has it when absent
 * @param path of this page, to come back to
 * @param internal a page of the operator's, which must never be taken for a customer's
 * @param host that the person sees in the address bar
 * @param sessionSeconds after which an unused session ends
 */
record Frame(
        @Nullable SignedInUser user,
        @Nullable String tenantName,
        @Nullable Menu menu,
        @Nullable ProductState state,
        @Nullable LicenseNotice licenseNotice,
        boolean approvalWanted,
        Locale locale,
        @Nullable String theme,
        ZoneId zone,
        String path,
        boolean internal,
        String host,
        int sessionSeconds) {

    /** One language that the pages can be shown in, by its own name. */
    public record Language(String tag, String name) {}

    static final List<Language> LANGUAGES = List.of(new Language("en", "English"), new Language("nl", "Nederlands"));

    /** The tenant's data is on its way to another data center, or will be. */
    public ProductState.@Nullable Moving moving() {
        return user != null && user.views() && state instanceof ProductState.On(var _, var moving) ? moving : null;
    }

    public String language() {
        return locale.getLanguage();
    }

    public List<Language> otherLanguages() {
        return LANGUAGES.stream()
                .filter(language -> !language.tag().equals(language()))
                .toList();
    }

    /** For example 23 Nov 2026 14:02. */
    public String time(Instant instant) {
        return written(instant, "d MMM uuuu HH:mm");
    }

    /** For example 23 December 2026. */
    public String date(Instant instant) {
        return written(instant, "d MMMM uuuu");
    }

    private String written(Instant instant, String pattern) {
        return DateTimeFormatter.ofPattern(pattern, locale).withZone(zone).format(instant);
    }

    /** For example Europe/Amsterdam, or UTC. */
    public String zoneName() {
        return zone.getId().equals("Z") ? "UTC" : zone.getId();
    }
}
