package securitycenter.graph;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Who asks Graph, proved by a token. */
interface Bearer {

    String token();

    /** A fresh token after Graph refused the first, where there can be one. */
    Optional<String> another();

    /** A fresh token after Graph did not allow something, where what the tenant has agreed to may have changed since. */
    default Optional<String> withLaterConsents() {
        return Optional.empty();
    }

    /**
     * Graph knows who asks and does not allow it.
     *
     * @param named the permission that Graph says is missing; null when it names none
     */
    ConsentMissing refused(@Nullable String named);

    /** A person who is just signing in: there is this token and no other yet. */
    static Bearer of(String token) {
        return new Bearer() {
            @Override
            public String token() {
                return token;
            }

            @Override
            public Optional<String> another() {
                return Optional.empty();
            }

            @Override
            public ConsentMissing refused(@Nullable String named) {
                return new ConsentMissing("User.Read");
            }
        };
    }
}
