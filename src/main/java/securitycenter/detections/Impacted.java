package securitycenter.detections;

import java.util.List;
import java.util.stream.Stream;
import org.springframework.validation.BindingResult;

/**
 * The columns of a result that name what is impacted; empty where none does. Source: facts of hunting, section 6.
 *
 * @param device one of {@link #DEVICES}, as with the others
 */
record Impacted(String device, String user, String mailbox) {

    static final List<String> DEVICES = List.of("DeviceId", "DeviceName", "RemoteDeviceName");

    static final List<String> USERS = List.of(
            "AccountObjectId",
            "AccountUpn",
            "AccountSid",
            "InitiatingProcessAccountObjectId",
            "InitiatingProcessAccountUpn",
            "InitiatingProcessAccountSid",
            "RecipientObjectId");

    static final List<String> MAILBOXES =
            List.of("RecipientEmailAddress", "SenderFromAddress", "SenderMailFromAddress");

    boolean isNobody() {
        return columns().isEmpty();
    }

    /** @param columns that there are */
    void check(List<String> columns, BindingResult problems) {
        if (isNobody()) {
            problems.rejectValue("device", "detections.problem.nobody");
        }
        check("device", device, DEVICES, columns, problems);
        check("user", user, USERS, columns, problems);
        check("mailbox", mailbox, MAILBOXES, columns, problems);
    }

    private static void check(
            String field, String column, List<String> known, List<String> columns, BindingResult problems) {
        if (!column.isEmpty() && !(known.contains(column) && columns.contains(column))) {
            problems.rejectValue(field, "detections.problem.column", new Object[] {column}, null);
        }
    }

    /** Those that were chosen. */
    public List<String> columns() {
        return Stream.of(device, user, mailbox)
                .filter(column -> !column.isEmpty())
                .toList();
    }

    /** The first of each kind that there is. */
    static Impacted among(List<String> columns) {
        return new Impacted(first(DEVICES, columns), first(USERS, columns), first(MAILBOXES, columns));
    }

    private static String first(List<String> known, List<String> columns) {
        return known.stream().filter(columns::contains).findFirst().orElse("");
    }
}
