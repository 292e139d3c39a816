package securitycenter.kql.files;

/** A file is not what it was said to be. */
public final class UnreadableFile extends Exception {

    UnreadableFile(String sentence) {
        super(sentence);
    }

    public String sentence() {
        return String.valueOf(getMessage());
    }
}
