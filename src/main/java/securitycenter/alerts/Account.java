package securitycenter.alerts;

import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A person or machine account as one of the services knows it; each knows only some of these.
 *
 * @param id its object id in Entra ID
 * @param sid security identifier of Windows
 * @param userName user principal name
 */
public record Account(
        @Nullable String id,
        @Nullable String sid,
        @Nullable String userName,
        @Nullable String accountName,
        @Nullable String domainName,
        @Nullable String displayName) {

    static final Account NOBODY = new Account(null, null, null, null, null, null);

    public boolean isKnown() {
        return name().isPresent();
    }

    /** What people call it. */
    public Optional<String> name() {
        var windowsName = domainName == null ? accountName : domainName + "\\" + accountName;
        return Stream.of(userName, accountName == null ? null : windowsName, displayName, id, sid)
                .filter(Objects::nonNull)
                .findFirst();
    }
}
