package securitycenter.remedies;

import static java.util.Objects.requireNonNullElse;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.validation.BindingResult;
import securitycenter.identity.TypedText;

/**
 * What a person asks for.
 *
 * @param row numbers of rows of an answer
 * @param remedy the action, as {@link Remedy} writes it; empty while it is not chosen
 * @param thing those of the things that it shall be done to
 * @param incident for which it is asked; empty for none
 */
record AskForm(List<Integer> row, String remedy, List<String> thing, String reason, String incident) {

    private static final int LONGEST_REASON = 1_000;

    @SuppressWarnings("NullAway") // Absent fields come as null.
    AskForm {
        row = requireNonNullElse(row, List.<Integer>of()).stream()
                .distinct()
                .sorted()
                .toList();
        remedy = requireNonNullElse(remedy, "");
        thing = requireNonNullElse(thing, List.<String>of());
        reason = TypedText.of(reason);
        incident = requireNonNullElse(incident, "");
    }

    Optional<Long> incidentId() {
        return incident.matches("\\d{1,18}") ? Optional.of(Long.valueOf(incident)) : Optional.empty();
    }

    boolean names(UUID one) {
        return thing.contains(one.toString());
    }

    void check(boolean namesAny, BindingResult problems) {
        if (!namesAny) {
            problems.rejectValue("thing", "remedies.problem.things");
        }
        if (reason.isEmpty()) {
            problems.rejectValue("reason", "remedies.problem.reason");
        }
        if (reason.length() > LONGEST_REASON) {
            problems.rejectValue("reason", "remedies.problem.long", new Object[] {LONGEST_REASON}, null);
        }
    }
}
