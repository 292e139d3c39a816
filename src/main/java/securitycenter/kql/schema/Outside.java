package securitycenter.kql.schema;

import java.util.function.Supplier;

/** What a query may reach beyond the events. */
public interface Outside {

    /** Where nothing may be reached. */
    Outside NOTHING = new Outside() {
        @Override
        public boolean readsFiles() {
            return false;
        }

        @Override
        public File file(String address) {
            return new File.Unread();
        }

        @Override
        public boolean knowsPlaces() {
            return false;
        }
    };

    /** Where everything may be reached, and nothing is: somebody is still writing. */
    Outside UNREAD = new Outside() {
        @Override
        public boolean readsFiles() {
            return true;
        }

        @Override
        public File file(String address) {
            return new File.Unread();
        }

        @Override
        public boolean knowsPlaces() {
            return true;
        }
    };

    /** Of the web. */
    sealed interface File {

        record Read(byte[] content) implements File {}

        /** @param why a sentence without the address, which may hold a secret */
        record Refused(String why) implements File {}

        /** It may be read, but is not now. */
        record Unread() implements File {}
    }

    /** Whether there are files of the web that queries may read. */
    boolean readsFiles();

    File file(String address);

    /**
     * Does what reads files and takes them apart when its turn has come: each may be large. Not within another one.
     *
     * @param work gives a text with all that was read
     */
    default String inTurn(Supplier<String> work) {
        return work.get();
    }

    /** Between two steps of that; ends it where nobody waits for it any more. */
    default void goOn() {}

    /** Whether it can be told where in the world an address of a network is. */
    boolean knowsPlaces();
}
