package securitycenter.provisioning;

import org.jspecify.annotations.Nullable;

/**
 * Which version of the steps something was built by.
 *
 * @param schema newest version of a home's schema
 * @param steps how many there are
 */
record SetUp(int schema, int steps) implements Comparable<SetUp> {

    /** Of text as {@link #toString} makes it. */
    static SetUp of(String text) {
        var parts = text.split("\\.");
        return new SetUp(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]));
    }

    /** The earlier of two; the second where the first is not known. */
    static String earlier(@Nullable String one, String other) {
        return one == null || of(other).compareTo(of(one)) < 0 ? other : one;
    }

    @Override
    public int compareTo(SetUp other) {
        return schema == other.schema ? Integer.compare(steps, other.steps) : Integer.compare(schema, other.schema);
    }

    @Override
    public String toString() {
        return schema + "." + steps;
    }
}
