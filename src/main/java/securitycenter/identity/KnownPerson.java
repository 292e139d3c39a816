package securitycenter.identity;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import java.io.Serializable;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import securitycenter.identity.Preferences.Theme;

/** One person of one tenant, as last seen. */
@Entity
@IdClass(KnownPerson.Key.class)
class KnownPerson {

    record Key(UUID tenantId, UUID personId) implements Serializable {}

    @Id
    private UUID tenantId;

    @Id
    private UUID personId;

    private String name;
    private String userName;
    private boolean views;
    private boolean guest;
    private boolean staff;

    /** Names of {@link Role}, as at the last sign-in. */
    private String roles = "";

    private Instant lastSignIn = Instant.EPOCH;

    /** At the home page, as is the end of the visit before the one that this look belongs to. */
    private @Nullable Instant lastLook;

    private @Nullable Instant visitBefore;
    private @Nullable String language;

    @Enumerated(EnumType.STRING)
    private @Nullable Theme theme;

    private String zone = Preferences.DEFAULT.zone().getId();

    @SuppressWarnings("NullAway.Init")
    protected KnownPerson() {}

    KnownPerson(SignedInUser user) {
        this.tenantId = user.tenant().value();
        this.personId = user.id();
        this.name = user.name();
        this.userName = user.userName();
    }

    void signedIn(SignedInUser user, Instant now) {
        this.name = user.name();
        this.userName = user.userName();
        this.views = user.views();
        this.guest = user.guest();
        this.staff = user.staff();
        this.roles = user.roles().stream().map(Role::name).collect(Collectors.joining(" "));
        this.lastSignIn = now;
    }

    @Nullable
    Instant visitBefore() {
        return visitBefore;
    }

    void prefer(Preferences preferences) {
        this.language =
                preferences.language() == null ? null : preferences.language().getLanguage();
        this.theme = preferences.theme();
        this.zone = preferences.zone().getId();
    }

    String userName() {
        return userName;
    }

    Instant lastSignIn() {
        return lastSignIn;
    }

    Preferences preferences() {
        return new Preferences(language == null ? null : Locale.of(language), theme, ZoneId.of(zone));
    }
}
