package securitycenter.kql.files;

/** What becomes of the records of a file, one after the other. */
@FunctionalInterface
interface Records<T> {

    /** @throws UnreadableFile where that is enough */
    void take(T record) throws UnreadableFile;
}
