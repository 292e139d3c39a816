package securitycenter.actioncenter;

import jakarta.servlet.http.HttpSession;
import java.io.Serializable;
import java.util.Optional;
import java.util.UUID;
import securitycenter.identity.SignedInUser;

/**
 * What somebody was about to do when they had to prove who they are. Nothing of it is done by itself afterwards: it is put back
 * into the form, for them alone.
 */
record KeptWish(UUID person, Wish wish) implements Serializable {

    private static final String ATTRIBUTE = "wishOfActionCenter";

    static void keep(HttpSession session, SignedInUser user, Wish wish) {
        session.setAttribute(ATTRIBUTE, new KeptWish(user.id(), wish));
    }

    /** Left there. */
    static Optional<Wish> look(HttpSession session, SignedInUser user) {
        return session.getAttribute(ATTRIBUTE) instanceof KeptWish kept && kept.person.equals(user.id())
                ? Optional.of(kept.wish)
                : Optional.empty();
    }

    static Optional<Wish> take(HttpSession session, SignedInUser user) {
        var wish = look(session, user);
        session.removeAttribute(ATTRIBUTE);
        return wish;
    }
}
