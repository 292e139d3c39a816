package securitycenter.rights;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.web.context.HttpSessionSecurityContextRepository.SPRING_SECURITY_CONTEXT_KEY;
import static securitycenter.identity.Role.GLOBAL_ADMINISTRATOR;
import static securitycenter.identity.Role.SECURITY_ADMINISTRATOR;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.oauth2.client.authentication.OAuth2AuthenticationToken;
import org.springframework.session.SessionRepository;
import securitycenter.ApplicationTest;
import securitycenter.Visitors;
import securitycenter.fakemicrosoft.FakeMicrosoft;
import securitycenter.fakemicrosoft.Misbehavior;
import securitycenter.fakemicrosoft.Person;
import securitycenter.fakemicrosoft.Refusal;
import securitycenter.fakemicrosoft.Tenant;
import securitycenter.graph.PretendSession;
import securitycenter.homes.DataCenter;
import securitycenter.homes.DataCenters;
import securitycenter.homes.TenantHome;
import securitycenter.identity.Role;
import securitycenter.identity.SignedInUser;
import securitycenter.response.ActionReach;
import securitycenter.response.ActionSettings;
import securitycenter.response.ActionType;
import securitycenter.rights.PermissionHolders.Holder;
import securitycenter.rights.Right.CouldNotCheck;
import securitycenter.rights.Right.May;
import securitycenter.rights.Right.MayNot;
import securitycenter.rights.Right.Why;

@ApplicationTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RightsTests {

    private static final ActionType ON_DEVICE = ActionType.ISOLATE_DEVICE;
    private static final ActionType ON_MAIL = ActionType.SOFT_DELETE_MAIL;
    private static final ActionType ON_PERSON = ActionType.DISABLE_USER;

    @Autowired
    FakeMicrosoft microsoft;

    @Autowired
    Visitors visitors;

    @Autowired
    DataCenters dataCenters;

    @Autowired
    ActionSettings settings;

    @Autowired
    SessionRepository<?> sessions;

    @Autowired
    JdbcClient database;

    private Tenant tenant;
    private TenantHome home;
    private PretendSession session;
    private int people;

    @BeforeAll
    void aTenant() {
        tenant = microsoft.directory().tenant("Rights Ltd").licensed("SPE_E5").country("NL");
        visitors.signedIn(person().holds(GLOBAL_ADMINISTRATOR)).turnOn();
        home = dataCenters.homeOf(tenant.id(), DataCenter.EUROPEAN_UNION);
        session = new PretendSession(microsoft);
    }

    @AfterEach
    void end() {
        PretendSession.end();
    }

    private Person person() {
        return tenant.person("Person " + ++people);
    }

    private Rights rights() {
        return rights(Clock.systemUTC());
    }

    private Rights rights(Clock clock) {
        return new Rights(session.graph(microsoft, clock), settings, clock);
    }

    private void list(Person person, Permission permission) {
        PermissionHolders.add(home, new Holder(permission, person.id(), person.name(), "Ada", Instant.EPOCH));
    }

    private static String word(Right right) {
        return switch (right) {
            case May _ -> "may";
            case MayNot(var why) -> why.name();
            case CouldNotCheck _ -> "unknown";
        };
    }

    /** Devices: A on the list of active remediation actions; mail: S on that of Search and Purge. */
    @ParameterizedTest
    @CsvSource(textBlock = """
            GLOBAL_ADMINISTRATOR,   -,  may,          may,                      may
            GLOBAL_ADMINISTRATOR,   A,  may,          may,                      may
            GLOBAL_ADMINISTRATOR,   S,  may,          may,                      may
            GLOBAL_ADMINISTRATOR,   AS, may,          may,                      may
            SECURITY_ADMINISTRATOR, -,  may,          SEARCH_AND_PURGE_MISSING, may
            SECURITY_ADMINISTRATOR, A,  may,          SEARCH_AND_PURGE_MISSING, may
            SECURITY_ADMINISTRATOR, S,  may,          may,                      may
            SECURITY_ADMINISTRATOR, AS, may,          may,                      may
            SECURITY_OPERATOR,      -,  ROLE_MISSING, ROLE_MISSING,             ROLE_MISSING
            SECURITY_OPERATOR,      A,  may,          ROLE_MISSING,             ROLE_MISSING
            SECURITY_OPERATOR,      S,  ROLE_MISSING, ROLE_MISSING,             ROLE_MISSING
            SECURITY_OPERATOR,      AS, may,          ROLE_MISSING,             ROLE_MISSING
            GLOBAL_READER,          -,  ROLE_MISSING, ROLE_MISSING,             ROLE_MISSING
            GLOBAL_READER,          A,  may,          ROLE_MISSING,             ROLE_MISSING
            GLOBAL_READER,          S,  ROLE_MISSING, ROLE_MISSING,             ROLE_MISSING
            GLOBAL_READER,          AS, may,          ROLE_MISSING,             ROLE_MISSING
            SECURITY_READER,        -,  ROLE_MISSING, ROLE_MISSING,             ROLE_MISSING
            SECURITY_READER,        A,  may,          ROLE_MISSING,             ROLE_MISSING
            SECURITY_READER,        S,  ROLE_MISSING, ROLE_MISSING,             ROLE_MISSING
            SECURITY_READER,        AS, may,          ROLE_MISSING,             ROLE_MISSING
            ,                       -,  ROLE_MISSING, ROLE_MISSING,             ROLE_MISSING
            ,                       AS, may,          ROLE_MISSING,             ROLE_MISSING
            """)
    void whoMayDecideFollowsFromRoleAndLists(Role role, String lists, String device, String mail, String identity) {
        var person = person();
        if (role != null) {
            person.holds(role);
        }
        if (lists.contains("A")) {
            list(person, Permission.ACTIVE_REMEDIATION_ACTIONS);
        }
        if (lists.contains("S")) {
            list(person, Permission.SEARCH_AND_PURGE);
        }
        var user = session.begin(person);
        assertThat(word(rights().known(user, home, ON_DEVICE))).isEqualTo(device);
        assertThat(word(rights().known(user, home, ON_MAIL))).isEqualTo(mail);
        assertThat(word(rights().known(user, home, ON_PERSON))).isEqualTo(identity);
        assertThat(word(rights().now(user, home, ON_DEVICE))).isEqualTo(device);
        assertThat(word(rights().now(user, home, ON_MAIL))).isEqualTo(mail);
        assertThat(word(rights().now(user, home, ON_PERSON))).isEqualTo(identity);
        var keeps = role == GLOBAL_ADMINISTRATOR;
        assertThat(rights().isKnownToKeepLists(user)).isEqualTo(keeps);
        assertThat(rights().mayKeepLists(user)).isEqualTo(keeps ? new May() : new MayNot(Why.ROLE_MISSING));
    }

    @Test
    void eachKindIsDecidedAboutAsItsReachSays() {
        var person = person().holds(SECURITY_ADMINISTRATOR);
        var user = session.begin(person);
        for (var type : ActionType.values()) {
            assertThat(rights().known(user, home, type).may())
                    .as(type.name())
                    .isEqualTo(type.reach() != ActionReach.MAIL);
        }
    }

    @Test
    void guestsMayNothingWhateverTheyHold() {
        var person = person().holds(GLOBAL_ADMINISTRATOR);
        list(person, Permission.ACTIVE_REMEDIATION_ACTIONS);
        list(person, Permission.SEARCH_AND_PURGE);
        var guest = session.beginAsGuest(person);
        for (var type : Set.of(ON_DEVICE, ON_MAIL, ON_PERSON)) {
            assertThat(rights().known(guest, home, type)).isEqualTo(new MayNot(Why.GUEST));
            assertThat(rights().now(guest, home, type)).isEqualTo(new MayNot(Why.GUEST));
        }
        assertThat(rights().isKnownToKeepLists(guest)).isFalse();
        assertThat(rights().mayKeepLists(guest)).isEqualTo(new MayNot(Why.GUEST));
    }

    @Test
    void theRolesOfThisMomentOutweighTheSessions() {
        var loses = person().holds(GLOBAL_ADMINISTRATOR);
        var user = session.begin(loses);
        loses.loses(GLOBAL_ADMINISTRATOR);
        assertThat(rights().known(user, home, ON_MAIL)).isEqualTo(new May());
        assertThat(rights().now(user, home, ON_MAIL)).isEqualTo(new MayNot(Why.ROLE_LOST));
        assertThat(rights().mayKeepLists(user)).isEqualTo(new MayNot(Why.ROLE_LOST));

        var gains = person();
        var other = session.begin(gains);
        gains.holds(SECURITY_ADMINISTRATOR);
        assertThat(rights().known(other, home, ON_DEVICE)).isEqualTo(new MayNot(Why.ROLE_MISSING));
        assertThat(rights().now(other, home, ON_DEVICE)).isEqualTo(new May());
    }

    @Test
    void whoeverIsOnTheListKeepsTheirRightWithoutTheRole() {
        var person = person().holds(SECURITY_ADMINISTRATOR);
        list(person, Permission.ACTIVE_REMEDIATION_ACTIONS);
        var user = session.begin(person);
        person.loses(SECURITY_ADMINISTRATOR);
        assertThat(rights().now(user, home, ON_DEVICE)).isEqualTo(new May());
        PermissionHolders.remove(home, Permission.ACTIVE_REMEDIATION_ACTIONS, person.id());
        assertThat(rights().now(user, home, ON_DEVICE)).isEqualTo(new MayNot(Why.ROLE_LOST));
    }

    @Test
    void aListOfAnotherTenantCountsNothing() {
        var other = microsoft
                .directory()
                .tenant("Other Rights Ltd")
                .licensed("SPE_E5")
                .country("NL");
        visitors.signedIn(other.person("Ada").holds(GLOBAL_ADMINISTRATOR)).turnOn();
        var person = other.person("Otto");
        list(person, Permission.ACTIVE_REMEDIATION_ACTIONS);
        var theirs = dataCenters.homeOf(other.id(), DataCenter.EUROPEAN_UNION);
        assertThat(rights().known(session.begin(person), theirs, ON_DEVICE)).isEqualTo(new MayNot(Why.ROLE_MISSING));
    }

    @Test
    void whileMicrosoftIsSilentNobodyMay() {
        var user = session.begin(person().holds(GLOBAL_ADMINISTRATOR));
        tenant.misbehaves(Misbehavior.unavailable());
        try {
            assertThat(rights().now(user, home, ON_DEVICE)).isEqualTo(new CouldNotCheck());
            assertThat(rights().mayKeepLists(user)).isEqualTo(new CouldNotCheck());
        } finally {
            tenant.behaves();
        }
        assertThat(rights().now(user, home, ON_DEVICE)).isEqualTo(new May());
    }

    @Test
    void rolesThatNobodyMayLookUpAreNotTakenForNone() {
        var hidden = microsoft
                .directory()
                .tenant("Hidden Rights Ltd")
                .hidesRoleTemplates()
                .withholds("RoleManagement.Read.Directory");
        var user = session.begin(hidden.person("Ada").holds(GLOBAL_ADMINISTRATOR));
        assertThat(rights().now(user, home, ON_DEVICE)).isEqualTo(new CouldNotCheck());
    }

    @Test
    void whoseSignInHasEndedAtMicrosoftMayNothing() {
        var ended = microsoft.directory().tenant("Ended Rights Ltd").tokensLast(Duration.ofSeconds(30));
        var ada = ended.person("Ada").holds(GLOBAL_ADMINISTRATOR);
        var user = session.begin(ada);
        ada.refusedWith(Refusal.NOT_ASSIGNED);
        assertThat(rights().now(user, home, ON_DEVICE)).isEqualTo(new MayNot(Why.ROLE_LOST));
        assertThat(rights().mayKeepLists(user)).isEqualTo(new MayNot(Why.ROLE_LOST));
    }

    @Test
    void aSignInIsFreshForAQuarterOfAnHour() {
        var person = person().holds(SECURITY_ADMINISTRATOR);
        visitors.signedIn(person);
        var user = inSession(person);
        var entered = requireNonNull(user.enteredAt());
        assertThat(rights(Clock.fixed(entered.plus(Duration.ofSeconds(899)), ZoneOffset.UTC))
                        .isFresh(user))
                .isTrue();
        assertThat(rights(Clock.fixed(entered.plus(Duration.ofMinutes(15)), ZoneOffset.UTC))
                        .isFresh(user))
                .isFalse();
    }

    /** A browser that is still signed in at Entra comes back without having been asked anything. */
    @Test
    void onlyASignInThatProvesAgainWhoItIsMakesItFresh() {
        var person = person().holds(SECURITY_ADMINISTRATOR).signedInSince(Duration.ofMinutes(20));
        var visitor = visitors.signedIn(person);
        assertThat(rights().isFresh(inSession(person))).isFalse();
        visitor.signIn(person);
        assertThat(rights().isFresh(inSession(person))).isFalse();
        var asked = visitor.get("/oauth2/authorization/entra?prompt=login");
        var account = asked.html().select("a.person").stream()
                .filter(link -> link.text().contains(person.name() + " "))
                .filter(link -> link.attr("href").contains(tenant.domain()))
                .findFirst()
                .orElseThrow();
        visitor.get(account.absUrl("href"));
        assertThat(rights().isFresh(inSession(person))).isTrue();
    }

    @Test
    void aTokenThatDoesNotSayWhenIsNeverFresh() {
        var user = session.begin(person().holds(GLOBAL_ADMINISTRATOR));
        assertThat(user.enteredAt()).isNull();
        assertThat(rights().isFresh(user)).isFalse();
    }

    private SignedInUser inSession(Person person) {
        var id = database.sql(
                        "select session_id from spring_session where principal_name = ? order by creation_time desc limit 1")
                .param(person.id().toString())
                .query(String.class)
                .single();
        SecurityContext context =
                requireNonNull(sessions.findById(id.strip())).getRequiredAttribute(SPRING_SECURITY_CONTEXT_KEY);
        return SignedInUser.of((OAuth2AuthenticationToken) context.getAuthentication(), "198.51.100.7");
    }
}
