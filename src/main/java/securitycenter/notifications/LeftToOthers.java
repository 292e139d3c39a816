package securitycenter.notifications;

import java.util.List;

/** Disputed fields that somebody leaves as others have them. */
record LeftToOthers(List<String> fields) {

    <T> T of(String field, T mine, T theirs) {
        return fields.contains(field) ? theirs : mine;
    }
}
