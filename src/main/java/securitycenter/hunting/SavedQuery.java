package securitycenter.hunting;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import securitycenter.identity.SignedInUser;
import securitycenter.kql.Secrets;

/**
 * A query that somebody keeps.
 *
 * @param owner who alone sees it; null for one of the whole tenant
 */
record SavedQuery(long id, @Nullable UUID owner, Content content, int version, Change change) {

    /** What people write in it. */
    record Content(String name, String description, String tags, String text) {

        static final List<Field> FIELDS = List.of(
                new Field("name", Content::name),
                new Field("description", Content::description),
                new Field("tags", Content::tags),
                new Field("text", Content::text));

        /** Without what must not be shown again, for a log that outlives it. */
        Content masked() {
            return new Content(name, description, tags, Secrets.masked(text));
        }
    }

    record Field(String name, Function<Content, String> of) {}

    /** @param by object id of the person */
    record Change(UUID by, String name, Instant at) {}

    /** An earlier state, or the latest. */
    record Version(int number, Content content, Change change) {}

    /** In a list of them. */
    record VersionLine(int number, Change change) {}

    /** In a list of queries, which has no place for their texts. */
    record Line(long id, String name, String description, String tags, Change change) {

        public String address() {
            return SavedQuery.address(id);
        }
    }

    /**
     * Two changes of one state as one.
     *
     * @param disputed names of the fields that both made different
     */
    record Merged(Content content, List<String> disputed) {

        /** Where nobody knows any more what both began with: whatever differs is disputed. */
        static Merged of(Content theirs, Content mine) {
            return new Merged(
                    mine,
                    Content.FIELDS.stream()
                            .filter(field ->
                                    !field.of().apply(theirs).equals(field.of().apply(mine)))
                            .map(Field::name)
                            .toList());
        }

        /** @param base what both began with */
        static Merged of(Content base, Content theirs, Content mine) {
            var values = new ArrayList<String>();
            var disputed = new ArrayList<String>();
            for (var field : Content.FIELDS) {
                var was = field.of().apply(base);
                var is = field.of().apply(theirs);
                var wanted = field.of().apply(mine);
                if (!wanted.equals(was) && !is.equals(was) && !wanted.equals(is)) {
                    disputed.add(field.name());
                }
                values.add(wanted.equals(was) ? is : wanted);
            }
            return new Merged(
                    new Content(values.get(0), values.get(1), values.get(2), values.get(3)), List.copyOf(disputed));
        }
    }

    public boolean isOfTenant() {
        return owner == null;
    }

    public boolean mayBeChangedBy(SignedInUser user) {
        return owner == null ? user.worksOnIncidents() : owner.equals(user.id());
    }

    public String address() {
        return address(id);
    }

    private static String address(long id) {
        return "/hunting?saved=" + id;
    }
}
