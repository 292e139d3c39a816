package securitycenter.remedies;

import java.util.regex.Pattern;

/** What an action may need to know of a thing. */
public enum Fact {
    /** Its id in Defender for Endpoint. */
    DEVICE("[0-9A-Za-z-]{1,64}"),
    DEVICE_NAME,
    SHA1("[0-9A-Fa-f]{40}"),
    SHA256("[0-9A-Fa-f]{64}"),
    PATH,
    FILE_NAME,
    PROCESS("[0-9]{1,18}"),
    STARTED,
    REGISTRY_KEY,
    VALUE_NAME,
    /** By which a mail is known in all mailboxes. */
    MESSAGE,
    RECIPIENT,
    /** By which a mail is known in one mailbox. */
    REPORT,
    SUBJECT,
    URL,
    /** The object id in Entra. */
    PERSON("[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}"),
    PERSON_NAME,
    MAILBOX;

    private final Pattern right;

    Fact() {
        this("(?s).*");
    }

    Fact(String right) {
        this.right = Pattern.compile(right);
    }

    /** Queries can put anything into a column. */
    boolean suits(String value) {
        return !value.isBlank() && right.matcher(value).matches();
    }
}
