package securitycenter.help;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import securitycenter.identity.OwnPath;

/**
 * One question of the FAQ, the pages on which it is likely to be asked, and what to ask us about when the answer was
 * not enough. Its texts are in the message files.
 */
enum Article {
    LICENSES(2, Topic.TURN_ON_OFF, "/settings", "/"),
    TURN_ON(2, Topic.TURN_ON_OFF, "/settings", "/"),
    ROLES(2, Topic.CANNOT_SEE, "/settings", "/", "/action-center"),
    ROLE_JUST_ACTIVATED(1, Topic.CANNOT_SEE, "/settings", "/action-center", "/audit"),
    INSTALL(1, Topic.TURN_ON_OFF, "/setup"),
    NO_DATA(2, Topic.CANNOT_SEE, "/incidents", "/action-center", "/hunting"),
    IDENTITY_DATA(1, Topic.CANNOT_SEE, "/settings", "/incidents", "/hunting"),
    LOCATION(2, Topic.OTHER_LOCATION, "/settings", "/setup"),
    OTHER_LOCATION(1, Topic.OTHER_LOCATION, "/settings", "/setup"),
    TURN_OFF(2, Topic.TURN_ON_OFF, "/settings"),
    TIME_ZONE(1, Topic.OTHER, "/preferences", "/incidents", "/action-center", "/hunting", "/audit"),
    GOVERNMENT(1, Topic.TURN_ON_OFF, "/settings"),
    PREVIEW(1, Topic.OTHER, "/settings"),
    SIGN_IN(2, Topic.OTHER, "/sign-in", "/signed-out");

    private final int paragraphs;
    private final Topic topic;
    private final List<String> pages;

    Article(int paragraphs, Topic topic, String... pages) {
        this.paragraphs = paragraphs;
        this.topic = topic;
        this.pages = List.of(pages);
    }

    static List<Article> about(OwnPath page) {
        return Arrays.stream(values()).filter(article -> article.isAbout(page)).toList();
    }

    private boolean isAbout(OwnPath page) {
        return pages.stream().anyMatch(one -> one.equals("/") ? page.isHome() : page.isIn(one));
    }

    public Topic topic() {
        return topic;
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
