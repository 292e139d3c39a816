package securitycenter.actioncenter;

import jakarta.servlet.http.HttpSession;
import java.io.Serializable;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import securitycenter.identity.SignedInUser;

/**
 * What somebody was about to do when they had to prove who they are. Nothing of it is done by itself afterwards: it is put back
 * into the form, for them alone.
 *
 * @param back to where they return afterwards; null where that is the action itself
 */
record KeptWish(UUID person, Wish wish, @Nullable String back) implements Serializable {

    private static final String ATTRIBUTE = "wishOfActionCenter";

    static void keep(HttpSession session, SignedInUser user, Wish wish) {
        session.setAttribute(ATTRIBUTE, new KeptWish(user.id(), wish, null));
    }

    static void keep(HttpSession session, SignedInUser user, Wish wish, Back back) {
        session.setAttribute(ATTRIBUTE, new KeptWish(user.id(), wish, back.address()));
    }

    /** Left there. */
    static Optional<Wish> look(HttpSession session, SignedInUser user) {
        return whole(session, user).map(KeptWish::wish);
    }

    private static Optional<KeptWish> whole(HttpSession session, SignedInUser user) {
        return session.getAttribute(ATTRIBUTE) instanceof KeptWish kept && kept.person.equals(user.id())
                ? Optional.of(kept)
                : Optional.empty();
    }

    static Optional<Wish> take(HttpSession session, SignedInUser user) {
        return takeWhole(session, user).map(KeptWish::wish);
    }

    static Optional<KeptWish> takeWhole(HttpSession session, SignedInUser user) {
        var kept = whole(session, user);
        session.removeAttribute(ATTRIBUTE);
        return kept;
    }
}
