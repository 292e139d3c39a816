package securitycenter.support;

import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.validation.Errors;
import securitycenter.homes.DataCenter;
import securitycenter.identity.TenantId;
import securitycenter.identity.TypedText;

/**
 * What staff fill in before something is done to many tenants. What cannot be read comes back as it was typed.
 *
 * @param tenant ids of the chosen ones
 * @param act a word of {@link StaffAct}
 * @param to name of the data center, for a move
 * @param formId of the form, which may be sent twice
 */
record BulkForm(
        List<String> tenant,
        String act,
        String to,
        String reason,
        String reference,
        String batchSize,
        String pauseSeconds,
        String failuresToStop,
        String formId) {

    private static final int LARGEST_BATCH = 50;
    private static final int LONGEST_PAUSE = 3_600;
    private static final int LONGEST_REFERENCE = 100;

    @SuppressWarnings("NullAway") // Absent fields come as null, and leave as what is usual.
    BulkForm {
        tenant = tenant == null ? List.of() : tenant;
        act = Objects.requireNonNullElse(act, "");
        to = Objects.requireNonNullElse(to, "");
        reason = TypedText.of(reason);
        reference = TypedText.of(reference);
        batchSize = Objects.requireNonNullElse(batchSize, "10");
        pauseSeconds = Objects.requireNonNullElse(pauseSeconds, "10");
        failuresToStop = Objects.requireNonNullElse(failuresToStop, "1");
        formId = Objects.requireNonNullElseGet(formId, () -> UUID.randomUUID().toString());
    }

    BulkForm of(List<TenantId> tenants) {
        return new BulkForm(
                tenants.stream().map(TenantId::toString).toList(),
                act,
                to,
                reason,
                reference,
                batchSize,
                pauseSeconds,
                failuresToStop,
                formId);
    }

    public List<TenantId> tenants() {
        return tenant.stream()
                .map(BulkForm::uuid)
                .filter(Objects::nonNull)
                .distinct()
                .map(TenantId::new)
                .toList();
    }

    StaffAct chosenAct() {
        return StaffAct.ofWord(act).filter(BulkWish.ACTS::contains).orElse(StaffAct.REPAIR);
    }

    public @Nullable DataCenter place() {
        return DataCenter.named(to).orElse(null);
    }

    UUID id() {
        var id = uuid(formId);
        return id == null ? UUID.randomUUID() : id;
    }

    private static @Nullable UUID uuid(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException noId) {
            return null;
        }
    }

    void check(Errors errors) {
        var problem = ActForm.problemWithReason(reason);
        if (problem != null) {
            errors.rejectValue("reason", problem);
        }
        if (reference.isEmpty() || reference.length() > LONGEST_REFERENCE) {
            errors.rejectValue("reference", "support.bulk.reference.missing");
        }
        within(batchSize, 1, LARGEST_BATCH, "batchSize", errors);
        within(pauseSeconds, 0, LONGEST_PAUSE, "pauseSeconds", errors);
        within(failuresToStop, 1, BulkWish.MOST_TENANTS, "failuresToStop", errors);
        if (chosenAct() == StaffAct.MOVE && place() == null) {
            errors.rejectValue("to", "support.to.missing");
        }
    }

    private static void within(String value, int least, int most, String field, Errors errors) {
        var number = number(value);
        if (number < least || number > most) {
            errors.rejectValue(field, "support.bulk.range", new Object[] {least, most}, null);
        }
    }

    /** What is no number is below all that is asked for. */
    static int number(String text) {
        try {
            return Integer.parseInt(text.strip());
        } catch (NumberFormatException noNumber) {
            return -1;
        }
    }
}
