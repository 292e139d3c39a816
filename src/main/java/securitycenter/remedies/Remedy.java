package securitycenter.remedies;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import securitycenter.alerts.FileDetails;
import securitycenter.response.ActionType;

/**
 * An action, and the column of an answer that names what it is done to. Source: facts of hunting, sections 4 and 6.
 *
 * @param column for example {@code InitiatingProcessSHA1}
 */
public record Remedy(ActionType type, String column) {

    private static final String INITIATING = "InitiatingProcess";

    private static final List<ActionType> ON_DEVICES = List.of(
            ActionType.ISOLATE_DEVICE,
            ActionType.RESTRICT_CODE_EXECUTION,
            ActionType.RUN_ANTIVIRUS_SCAN,
            ActionType.COLLECT_INVESTIGATION_PACKAGE,
            ActionType.START_INVESTIGATION);

    static final List<ActionType> ON_MAIL = List.of(
            ActionType.SOFT_DELETE_MAIL,
            ActionType.MOVE_MAIL_TO_JUNK,
            ActionType.MOVE_MAIL_TO_DELETED_ITEMS,
            ActionType.MOVE_MAIL_TO_INBOX,
            ActionType.HARD_DELETE_MAIL);

    private static final List<ActionType> ON_FILES =
            List.of(ActionType.BLOCK_FILE, ActionType.ALERT_ON_FILE, ActionType.ALLOW_FILE);

    static final List<ActionType> ON_PEOPLE = List.of(
            ActionType.CONFIRM_USER_COMPROMISED,
            ActionType.DISABLE_USER,
            ActionType.REVOKE_SESSIONS,
            ActionType.RESET_PASSWORD);

    private static final List<String> PEOPLE =
            List.of("AccountObjectId", INITIATING + "AccountObjectId", "RecipientObjectId");

    /** Those that fit the columns of an answer. */
    public static List<Remedy> among(Collection<String> columns) {
        var all = new ArrayList<Remedy>();
        if (columns.contains("DeviceId")) {
            ON_DEVICES.forEach(type -> all.add(new Remedy(type, "DeviceId")));
        }
        for (var family : List.of("", INITIATING)) {
            if (columns.contains("DeviceId") && columns.contains(family + "SHA1")) {
                all.add(new Remedy(ActionType.QUARANTINE_FILE, family + "SHA1"));
                all.add(new Remedy(ActionType.REQUEST_SAMPLE, family + "SHA1"));
            }
            first(columns, family + "SHA1", family + "SHA256")
                    .ifPresent(column -> ON_FILES.forEach(type -> all.add(new Remedy(type, column))));
        }
        if (columns.contains("NetworkMessageId")
                && (columns.contains("RecipientEmailAddress") || columns.contains("ReportId"))) {
            ON_MAIL.forEach(type -> all.add(new Remedy(type, "NetworkMessageId")));
        }
        if (columns.contains("Url")) {
            all.add(new Remedy(ActionType.BLOCK_URL, "Url"));
        }
        PEOPLE.stream()
                .filter(columns::contains)
                .forEach(column -> ON_PEOPLE.forEach(type -> all.add(new Remedy(type, column))));
        return all;
    }

    private static Optional<String> first(Collection<String> columns, String... wanted) {
        return Arrays.stream(wanted).filter(columns::contains).findFirst();
    }

    /** As forms and tables have it. */
    public String written() {
        return type.name() + "." + column;
    }

    /** Empty for what was never written. */
    public static Optional<Remedy> read(String written) {
        var dot = written.indexOf('.');
        return dot < 0
                ? Optional.empty()
                : Arrays.stream(ActionType.values())
                        .filter(type -> type.name().equals(written.substring(0, dot)))
                        .findFirst()
                        .map(type -> new Remedy(type, written.substring(dot + 1)));
    }

    public boolean touchesMail() {
        return ON_MAIL.contains(type);
    }

    /**
     * What a row tells of the thing.
     *
     * @param number of the row
     * @param row the text of a column; empty where there is none
     */
    public Known known(int number, UnaryOperator<String> row) {
        var known = Known.of(number);
        var family = column.startsWith(INITIATING) ? INITIATING : "";
        return switch (type.on()) {
            case DEVICE -> device(known, row);
            case FILE ->
                device(known, row)
                        .with(Fact.SHA1, row.apply(family + "SHA1"))
                        .with(Fact.SHA256, row.apply(family + "SHA256"))
                        .with(Fact.FILE_NAME, row.apply(family + "FileName"))
                        .with(
                                Fact.PATH,
                                FileDetails.wholePath(
                                        row.apply(family + "FolderPath"), row.apply(family + "FileName")));
            case MESSAGE ->
                known.with(Fact.MESSAGE, row.apply("NetworkMessageId"))
                        .with(Fact.RECIPIENT, row.apply("RecipientEmailAddress"))
                        .with(Fact.REPORT, row.apply("ReportId"))
                        .with(Fact.SUBJECT, row.apply("Subject"));
            case URL -> known.with(Fact.URL, row.apply(column));
            default -> {
                var name = column.equals("RecipientObjectId") ? "RecipientEmailAddress" : family + "AccountUpn";
                yield known.with(Fact.PERSON_NAME, row.apply(family + "AccountName"))
                        .with(Fact.PERSON_NAME, row.apply(name))
                        .with(Fact.PERSON, row.apply(column));
            }
        };
    }

    private static Known device(Known known, UnaryOperator<String> row) {
        return known.with(Fact.DEVICE, row.apply("DeviceId")).with(Fact.DEVICE_NAME, row.apply("DeviceName"));
    }
}
