package securitycenter.portal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;
import static securitycenter.identity.Role.GLOBAL_ADMINISTRATOR;
import static securitycenter.identity.Role.SECURITY_READER;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.mockito.Mockito;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;
import securitycenter.homes.DataCenter;
import securitycenter.homes.TenantHome;
import securitycenter.identity.OwnPath;
import securitycenter.identity.Role;
import securitycenter.identity.SignedInUser;
import securitycenter.identity.TenantId;
import securitycenter.optin.ProductState;
import securitycenter.portal.Menu.Item;

/** Who sees what in the menu: the table of the seed's rules, one line each. */
class MenuTests {

    private static final TenantId TENANT = new TenantId(UUID.randomUUID());
    private static final ProductState ON = new ProductState.On(
            new TenantHome(
                    TENANT,
                    DataCenter.EUROPEAN_UNION,
                    Path.of("home"),
                    "home",
                    Mockito.mock(JdbcClient.class),
                    Mockito.mock(JdbcOperations.class),
                    Mockito.mock(TransactionOperations.class)),
            null);
    private static final ProductState OFF = new ProductState.Off();
    private static final ProductState NOT_ELIGIBLE = new ProductState.NotEligible();
    private static final ProductState PROVISIONING = new ProductState.Provisioning(17, false);
    private static final ProductState OPTED_OUT = new ProductState.OptedOut(Instant.EPOCH);
    private static final ProductState REMOVING = new ProductState.Removing(18);

    static Stream<Arguments> table() {
        return Stream.of(
                arguments("on, a reader", ON, SECURITY_READER, "home incidents alerts action hunting settings audit"),
                arguments(
                        "on, an administrator",
                        ON,
                        GLOBAL_ADMINISTRATOR,
                        "home incidents alerts action hunting settings audit"),
                arguments(
                        "off: shown, and lead to the settings",
                        OFF,
                        SECURITY_READER,
                        "home incidents alerts action hunting settings audit"),
                arguments(
                        "being set up",
                        PROVISIONING,
                        SECURITY_READER,
                        "home incidents* alerts* action* hunting* settings audit"),
                arguments("not eligible", NOT_ELIGIBLE, GLOBAL_ADMINISTRATOR, "home audit"),
                arguments("opted out", OPTED_OUT, GLOBAL_ADMINISTRATOR, "home settings audit"),
                arguments("data being deleted", REMOVING, GLOBAL_ADMINISTRATOR, "home settings audit"),
                arguments("on, without a role", ON, null, "home"),
                arguments("off, without a role", OFF, null, "home"),
                arguments("being set up, without a role", PROVISIONING, null, "home"),
                arguments("state unreadable", null, GLOBAL_ADMINISTRATOR, "home audit"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("table")
    void showsWhatTheTableSays(String who, @Nullable ProductState state, @Nullable Role role, String expected) {
        var menu = Menu.of(person(role), state, OwnPath.HOME);
        assertThat(items(menu).map(item -> item.name() + (item.settingUp() ? "*" : "")))
                .containsExactly(expected.split(" "));
    }

    @Test
    void whoSeesLessIsToldWhy() {
        assertThat(Menu.of(person(null), ON, OwnPath.HOME).less()).isTrue();
        assertThat(Menu.of(person(SECURITY_READER), NOT_ELIGIBLE, OwnPath.HOME).less())
                .isTrue();
        assertThat(Menu.of(person(SECURITY_READER), OFF, OwnPath.HOME).less()).isFalse();
        assertThat(Menu.of(person(SECURITY_READER), ON, OwnPath.HOME).less()).isFalse();
    }

    @Test
    void onePlaceIsTheCurrentOne() {
        assertThat(currentAt("/")).containsExactly("home");
        assertThat(currentAt("/?lang=nl")).containsExactly("home");
        assertThat(currentAt("/incidents/291/alerts?tab=x")).containsExactly("incidents");
        assertThat(currentAt("/action-center/history")).containsExactly("action");
        assertThat(currentAt("/settings/opt-out")).containsExactly("settings");
        assertThat(currentAt("/preferences")).isEmpty();
        assertThat(currentAt("/incidents-of-others")).isEmpty();
    }

    @Test
    void anEmptyGroupHasNoHeading() {
        assertThat(Menu.of(person(GLOBAL_ADMINISTRATOR), OPTED_OUT, OwnPath.HOME)
                        .groups())
                .allMatch(group -> !group.items().isEmpty())
                .extracting(Menu.Group::name)
                .containsExactly(null, "admin");
    }

    private static List<String> currentAt(String address) {
        return items(Menu.of(person(SECURITY_READER), ON, OwnPath.of(address)))
                .filter(Item::current)
                .map(Item::name)
                .toList();
    }

    private static Stream<Item> items(Menu menu) {
        return menu.groups().stream().flatMap(group -> group.items().stream());
    }

    private static SignedInUser person(@Nullable Role role) {
        return new SignedInUser(
                UUID.randomUUID(),
                TENANT,
                "Ada",
                "ada@contoso.example",
                role == null ? Set.of() : Set.of(role),
                false,
                false,
                null,
                null,
                "127.0.0.1");
    }
}
