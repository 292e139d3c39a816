package securitycenter.portal;

import jakarta.servlet.http.HttpServletRequest;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import securitycenter.identity.Preferences;
import securitycenter.identity.Preferences.Theme;

/**
 * How the visitor wants to see the pages: as the person's preferences say, else as this browser was told before, else
 * as the browser asks.
 *
 * @param theme as the system has it when absent
 */
record Wishes(Locale language, @Nullable Theme theme, ZoneId zone) {

    static final List<Locale> LANGUAGES = List.of(Locale.ENGLISH, Locale.of("nl"));

    static Wishes of(HttpServletRequest request) {
        var preferences = preferencesOf(request);
        var language = Optional.ofNullable(preferences.language())
                .or(() -> language(LookCookie.LANGUAGE.in(request)))
                .orElseGet(() -> askedByBrowser(request));
        var theme = Optional.ofNullable(preferences.theme())
                .or(() -> theme(LookCookie.THEME.in(request)))
                .orElse(null);
        return new Wishes(language, theme, preferences.zone());
    }

    static Preferences preferencesOf(HttpServletRequest request) {
        var session = request.getSession(false);
        return session != null && session.getAttribute(Preferences.ATTRIBUTE) instanceof Preferences chosen
                ? chosen
                : Preferences.DEFAULT;
    }

    /** The language that the tag names; none for a language without texts. */
    static Optional<Locale> language(@Nullable String tag) {
        return LANGUAGES.stream()
                .filter(language -> language.getLanguage().equals(tag))
                .findFirst();
    }

    /** The theme by its word in addresses and cookies: {@code light} or {@code dark}. */
    static Optional<Theme> theme(@Nullable String word) {
        return Arrays.stream(Theme.values())
                .filter(theme -> wordFor(theme).equals(word))
                .findFirst();
    }

    static String wordFor(Theme theme) {
        return theme.name().toLowerCase(Locale.ROOT);
    }

    private static Locale askedByBrowser(HttpServletRequest request) {
        if (request.getHeader("Accept-Language") == null) {
            return Locale.ENGLISH;
        }
        return Collections.list(request.getLocales()).stream()
                .flatMap(asked -> language(asked.getLanguage()).stream())
                .findFirst()
                .orElse(Locale.ENGLISH);
    }
}
