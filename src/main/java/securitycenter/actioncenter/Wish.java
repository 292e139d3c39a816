package securitycenter.actioncenter;

import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a person wants done to actions of one type.
 *
 * @param live whether they were shown that it is really sent
 */
record Wish(Deed deed, List<Chosen> chosen, boolean live, String comment) implements Serializable {

    /** As long as anybody can say why. */
    static final int LONGEST_COMMENT = 1_000;

    /** @param seen the version that the person had before them */
    record Chosen(UUID id, int seen) implements Serializable {

        /** As a tick box names it: the id, a dot, and the version. */
        static Optional<Chosen> read(@Nullable String written) {
            return written == null || !written.matches("[0-9a-f-]{36}\\.[0-9]{1,9}")
                    ? Optional.empty()
                    : Words.id(written.substring(0, 36))
                            .map(id -> new Chosen(id, Integer.parseInt(written.substring(37))));
        }
    }

    static List<Chosen> read(@Nullable List<String> written) {
        return written == null
                ? List.of()
                : written.stream()
                        .flatMap(one -> Chosen.read(one).stream())
                        .distinct()
                        .toList();
    }

    List<UUID> ids() {
        return chosen.stream().map(Chosen::id).toList();
    }

    /** The last part of the key of what is wrong with what was typed; null where nothing is. */
    @Nullable
    String problem() {
        return deed.needsReason() && comment.isEmpty()
                ? "no-reason"
                : comment.length() > LONGEST_COMMENT ? "too-long" : null;
    }
}
