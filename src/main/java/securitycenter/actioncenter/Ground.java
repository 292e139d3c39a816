package securitycenter.actioncenter;

import java.util.List;
import org.jspecify.annotations.Nullable;
import securitycenter.response.Origin;
import securitycenter.response.RemediationAction;
import securitycenter.response.Target;

/**
 * Why an action was proposed, and by what its thing is known.
 *
 * @param asker null where no person asked for it
 * @param ids those that its list does not show anyway
 */
record Ground(Origin origin, @Nullable String asker, List<Id> ids) {

    /** @param name the last part of the key of what it is called */
    record Id(String name, String value) {}

    private static final List<String> TELLING = List.of(Target.SHA256, Target.SHA1, Target.MAIL, Target.URL);

    static Ground of(RemediationAction action, @Nullable String asker) {
        return new Ground(action.origin(), asker, ids(action.target()));
    }

    private static List<Id> ids(Target target) {
        return TELLING.stream()
                .flatMap(name -> target.detail(name).map(value -> new Id(name, value)).stream())
                .filter(id -> !id.value().equals(target.name()))
                .toList();
    }
}
