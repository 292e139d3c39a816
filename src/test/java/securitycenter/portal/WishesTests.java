package securitycenter.portal;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.Cookie;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import securitycenter.identity.Preferences;
import securitycenter.identity.Preferences.Theme;

class WishesTests {

    private static final Locale DUTCH = Locale.of("nl");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    nl                        | nl
                    nl-BE,en;q=0.5            | nl
                    de,nl;q=0.8,en;q=0.5      | nl
                    en-GB,nl;q=0.9            | en
                    de,fr                     | en
                    *                         | en
                    not a language; q=x       | en
                    """)
    void theBrowserIsAskedAmongTheLanguagesThatWeHave(String asked, String language) {
        var request = new MockHttpServletRequest();
        request.addHeader("Accept-Language", asked);
        request.setPreferredLocales(Arrays.stream(asked.split(","))
                .map(tag -> Locale.forLanguageTag(tag.replaceAll(";.*", "").strip()))
                .toList());
        assertThat(Wishes.of(request).language().getLanguage()).isEqualTo(language);
    }

    @Test
    void withoutAnyWishItIsEnglishWithTheThemeOfTheSystemInUtc() {
        var request = new MockHttpServletRequest();
        assertThat(Wishes.of(request)).isEqualTo(new Wishes(Locale.ENGLISH, null, ZoneOffset.UTC));
    }

    @Test
    void theCookieCountsMoreThanTheBrowser() {
        var request = new MockHttpServletRequest();
        request.addHeader("Accept-Language", "en");
        request.setCookies(new Cookie("language", "nl"), new Cookie("theme", "dark"));
        assertThat(Wishes.of(request)).isEqualTo(new Wishes(DUTCH, Theme.DARK, ZoneOffset.UTC));
    }

    @Test
    void aCookieWithAnUnknownWordIsNoWish() {
        var request = new MockHttpServletRequest();
        request.setCookies(new Cookie("language", "xx"), new Cookie("theme", "dark\"><script>"));
        assertThat(Wishes.of(request)).isEqualTo(new Wishes(Locale.ENGLISH, null, ZoneOffset.UTC));
    }

    @Test
    void thePreferencesOfThePersonCountMost() {
        var amsterdam = ZoneId.of("Europe/Amsterdam");
        var request = new MockHttpServletRequest();
        request.setCookies(new Cookie("language", "en"), new Cookie("theme", "dark"));
        request.getSession(true).setAttribute(Preferences.ATTRIBUTE, new Preferences(DUTCH, Theme.LIGHT, amsterdam));
        assertThat(Wishes.of(request)).isEqualTo(new Wishes(DUTCH, Theme.LIGHT, amsterdam));
        assertThat(new VisitorsLanguage().resolveLocale(request)).isEqualTo(DUTCH);
    }

    @Test
    void askingMakesNoSession() {
        var request = new MockHttpServletRequest();
        Wishes.of(request);
        assertThat(request.getSession(false)).isNull();
    }

    @Test
    void theCookieIsForThisSiteAloneAndCanBeForgotten() {
        var request = new MockHttpServletRequest();
        request.setSecure(true);
        var response = new MockHttpServletResponse();
        LookCookie.THEME.set("dark", request, response);
        assertThat(response.getHeader("Set-Cookie"))
                .startsWith("theme=dark; Path=/; Max-Age=31536000;")
                .contains("Secure", "HttpOnly", "SameSite=Lax");
        response = new MockHttpServletResponse();
        LookCookie.THEME.set(null, request, response);
        assertThat(response.getHeader("Set-Cookie")).startsWith("theme=; Path=/; Max-Age=0;");
    }
}
