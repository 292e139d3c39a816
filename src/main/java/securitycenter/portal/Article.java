package securitycenter.portal;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** One question of the FAQ, and the pages on which it is likely to be asked. Its texts are in the message files. */
enum Article {
    LICENSES(2, "/settings", "/"),
    TURN_ON(2, "/settings", "/"),
    ROLES(2, "/settings", "/", "/action-center"),
    ROLE_JUST_ACTIVATED(1, "/settings", "/action-center", "/audit"),
    INSTALL(1, "/setup"),
    NO_DATA(2, "/incidents", "/action-center", "/hunting"),
    IDENTITY_DATA(1, "/settings", "/incidents", "/hunting"),
    LOCATION(2, "/settings", "/setup"),
    OTHER_LOCATION(1, "/settings", "/setup"),
    TURN_OFF(2, "/settings"),
    TIME_ZONE(1, "/preferences", "/incidents", "/action-center", "/hunting", "/audit"),
    GOVERNMENT(1, "/settings"),
    PREVIEW(1, "/settings"),
    SIGN_IN(2, "/sign-in", "/signed-out");

    private final int paragraphs;
    private final List<String> pages;

    Article(int paragraphs, String... pages) {
        this.paragraphs = paragraphs;
        this.pages = List.of(pages);
    }

    static List<Article> about(OwnPath page) {
        return Arrays.stream(values()).filter(article -> article.isAbout(page)).toList();
    }

    private boolean isAbout(OwnPath page) {
        return pages.stream().anyMatch(one -> one.equals("/") ? page.isHome() : page.isIn(one));
    }

    /** Stable, because links name it. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Numbers of the paragraphs of the answer. */
    public List<Integer> paragraphs() {
        return IntStream.rangeClosed(1, paragraphs).boxed().toList();
    }
}
