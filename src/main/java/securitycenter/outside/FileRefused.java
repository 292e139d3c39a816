package securitycenter.outside;

/** A file of the web was not read. */
public class FileRefused extends Exception {

    FileRefused(String sentence) {
        super(sentence);
    }

    /** Why, for people; without the address, which may hold a secret. */
    public String sentence() {
        return String.valueOf(getMessage());
    }
}
