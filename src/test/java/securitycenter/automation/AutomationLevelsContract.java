package securitycenter.automation;

import static org.assertj.core.api.Assertions.assertThat;
import static securitycenter.identity.Role.GLOBAL_ADMINISTRATOR;
import static securitycenter.levels.AutomationLevel.FULL;
import static securitycenter.levels.AutomationLevel.NONE;
import static securitycenter.levels.AutomationLevel.SEMI_ALL_FOLDERS;
import static securitycenter.levels.AutomationLevel.SEMI_CORE_FOLDERS;
import static securitycenter.levels.AutomationLevel.SEMI_NON_TEMP_FOLDERS;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import securitycenter.Visitors;
import securitycenter.fakemicrosoft.FakeMicrosoft;
import securitycenter.homes.DataCenter;
import securitycenter.homes.DataCenters;
import securitycenter.homes.TenantHome;
import securitycenter.levels.AutomationLevel;
import securitycenter.levels.AutomationLevels;
import securitycenter.levels.Folders;
import securitycenter.response.ActionType;
import securitycenter.response.KindSettings;
import securitycenter.response.KindSettings.Setting;
import securitycenter.rights.Permission;
import securitycenter.rights.PermissionHolders;
import securitycenter.rights.PermissionHolders.Holder;

/** What tenants decide about automation and actions, as the databases keep it. */
abstract class AutomationLevelsContract {

    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
    private static final Setting TRIED = new Setting(false, false);
    private static final Setting LIVE = new Setting(true, false);

    @Autowired
    FakeMicrosoft microsoft;

    @Autowired
    Visitors visitors;

    @Autowired
    DataCenters dataCenters;

    private TenantHome home;

    @BeforeEach
    void aTenant() {
        var tenant =
                microsoft.directory().tenant("Levels Ltd").licensed("SPE_E5").country("NL");
        visitors.signedIn(tenant.person("Ada").holds(GLOBAL_ADMINISTRATOR)).turnOn();
        home = dataCenters.homeOf(tenant.id(), DataCenter.EUROPEAN_UNION);
    }

    private AutomationLevels levels() {
        return AutomationLevels.of(home);
    }

    private boolean change(@Nullable String group, @Nullable AutomationLevel was, @Nullable AutomationLevel level) {
        return AutomationLevels.change(home, group, was, level, "Ada", NOON);
    }

    @Test
    void atFirstAllDevicesAreFullyAutomatic() {
        assertThat(levels()).isEqualTo(new AutomationLevels(FULL, Map.of(), Folders.USUAL));
        assertThat(levels().level(Set.of("Servers"))).isEqualTo(FULL);
    }

    @Test
    void aGroupHasItsLevelHoweverItIsWritten() {
        assertThat(change("Servers", null, SEMI_ALL_FOLDERS)).isTrue();
        assertThat(levels().ofGroups()).isEqualTo(Map.of("Servers", SEMI_ALL_FOLDERS));
        assertThat(levels().level(Set.of("SERVERS"))).isEqualTo(SEMI_ALL_FOLDERS);
        assertThat(levels().level(Set.of(" servers "))).isEqualTo(SEMI_ALL_FOLDERS);
        assertThat(levels().level(Set.of("Laptops"))).isEqualTo(FULL);
    }

    @Test
    void aDeviceInSeveralGroupsHasTheMostCarefulLevel() {
        change("Full", null, FULL);
        change("Core", null, SEMI_CORE_FOLDERS);
        change("Temp", null, SEMI_NON_TEMP_FOLDERS);
        change("All", null, SEMI_ALL_FOLDERS);
        change("None", null, NONE);
        assertThat(levels().level(List.of("Full", "Core"))).isEqualTo(SEMI_CORE_FOLDERS);
        assertThat(levels().level(List.of("Temp", "Core"))).isEqualTo(SEMI_NON_TEMP_FOLDERS);
        assertThat(levels().level(List.of("Temp", "All"))).isEqualTo(SEMI_ALL_FOLDERS);
        assertThat(levels().level(List.of("None", "All", "Full"))).isEqualTo(NONE);
        change(null, FULL, SEMI_ALL_FOLDERS);
        assertThat(levels().level(List.of("Full", "Unknown"))).isEqualTo(SEMI_ALL_FOLDERS);
        assertThat(levels().level(List.of("Full"))).isEqualTo(FULL);
        assertThat(levels().level(List.of())).isEqualTo(SEMI_ALL_FOLDERS);
    }

    @Test
    void whoSawAnotherLevelChangesNothing() {
        assertThat(change(null, SEMI_ALL_FOLDERS, NONE)).as("it was full").isFalse();
        assertThat(change(null, FULL, SEMI_ALL_FOLDERS)).isTrue();
        assertThat(change(null, FULL, NONE)).isFalse();
        assertThat(change(null, SEMI_ALL_FOLDERS, FULL)).isTrue();
        assertThat(change(null, FULL, NONE)).isTrue();
        assertThat(levels().others()).isEqualTo(NONE);

        assertThat(change("Servers", NONE, FULL)).as("it had none").isFalse();
        assertThat(change("Servers", null, NONE)).isTrue();
        assertThat(change("SERVERS", null, FULL)).isFalse();
        assertThat(change("Servers", FULL, null)).isFalse();
        assertThat(levels().ofGroups()).isEqualTo(Map.of("Servers", NONE));
        assertThat(change("servers", NONE, null)).isTrue();
        assertThat(levels().ofGroups()).isEmpty();
        assertThat(change("Servers", NONE, FULL)).as("it has none any more").isFalse();
    }

    @Test
    void ofTwoWhoChangeTheSameAtOnceOneDoes() {
        assertThat(atOnce(
                        () -> change("Servers", null, NONE),
                        () -> change("Servers", null, FULL),
                        () -> change("Servers", null, SEMI_ALL_FOLDERS)))
                .containsOnlyOnce(true);
        assertThat(atOnce(
                        () -> change(null, FULL, NONE),
                        () -> change(null, FULL, SEMI_ALL_FOLDERS),
                        () -> change(null, FULL, SEMI_CORE_FOLDERS)))
                .containsOnlyOnce(true);
        var one = new Folders(List.of("\\one"), Folders.USUAL.temporary());
        var two = new Folders(List.of("\\two"), Folders.USUAL.temporary());
        assertThat(atOnce(() -> folders(Folders.USUAL, one), () -> folders(Folders.USUAL, two)))
                .containsOnlyOnce(true);
        assertThat(atOnce(
                        () -> setting(TRIED, LIVE),
                        () -> setting(TRIED, new Setting(false, true)),
                        () -> setting(TRIED, new Setting(true, true))))
                .containsOnlyOnce(true);
    }

    private static List<Boolean> atOnce(BooleanSupplier... changes) {
        return Stream.of(changes).map(change -> CompletableFuture.supplyAsync(change::getAsBoolean)).toList().stream()
                .map(CompletableFuture::join)
                .toList();
    }

    private boolean folders(Folders was, Folders folders) {
        return AutomationLevels.change(home, was, folders, "Ada", NOON);
    }

    @Test
    void folderListsAreKeptAndGivenUpForTheUsual() {
        var own = new Folders(List.of("\\windows\\*", "\\opt"), List.of());
        assertThat(folders(Folders.USUAL, own)).isTrue();
        assertThat(levels().folders()).isEqualTo(own);
        var other = new Folders(List.of("\\windows\\*"), List.of("\\scratch\\*"));
        assertThat(folders(own, other)).isTrue();
        assertThat(levels().folders()).isEqualTo(other);
        assertThat(folders(other, Folders.USUAL)).isTrue();
        assertThat(levels().folders()).isEqualTo(Folders.USUAL);
        assertThat(home.database()
                        .sql("select count(*) from automation_folders")
                        .query(Long.class)
                        .single())
                .as("so that they follow ours")
                .isZero();
    }

    @Test
    void whoSawOtherFoldersChangesNeitherList() {
        var own = new Folders(Folders.USUAL.core(), List.of("\\scratch\\*"));
        folders(Folders.USUAL, own);
        var both = new Folders(List.of("\\core"), List.of("\\temporary"));
        assertThat(folders(Folders.USUAL, both)).isFalse();
        assertThat(levels().folders()).isEqualTo(own);
        assertThat(folders(own, both)).isTrue();
    }

    @Test
    void listsAsLongAsAllowedHaveRoom() {
        var longest = "\\" + "x".repeat(198);
        var many = Stream.iterate(10, n -> n + 1)
                .limit(40)
                .map(n -> longest.substring(0, 197) + n)
                .toList();
        assertThat(String.join("\n", many)).hasSizeBetween(7_900, 8_000);
        assertThat(folders(Folders.USUAL, new Folders(many, many))).isTrue();
        assertThat(levels().folders().core()).isEqualTo(many);
        assertThat(change("x".repeat(150), null, NONE)).isTrue();
        assertThat(change("İ".repeat(150), null, NONE))
                .as("longer in small letters")
                .isTrue();
    }

    private boolean setting(Setting was, Setting setting) {
        return KindSettings.change(home, ActionType.ISOLATE_DEVICE, was, setting, "Ada", NOON);
    }

    @Test
    void aKindIsTriedUntilSomebodyWhoSawThatChangesIt() {
        assertThat(KindSettings.of(home).of(ActionType.ISOLATE_DEVICE)).isEqualTo(TRIED);
        assertThat(setting(LIVE, TRIED)).isFalse();
        assertThat(setting(TRIED, LIVE)).isTrue();
        assertThat(setting(TRIED, new Setting(true, true))).isFalse();
        assertThat(setting(LIVE, new Setting(true, true))).isTrue();
        assertThat(KindSettings.of(home).live()).containsExactly(ActionType.ISOLATE_DEVICE);
        assertThat(KindSettings.of(home).needTwo()).containsExactly(ActionType.ISOLATE_DEVICE);
        assertThat(setting(new Setting(true, true), TRIED)).isTrue();
        assertThat(setting(TRIED, LIVE)).isTrue();
        assertThat(KindSettings.of(home).of(ActionType.OFFBOARD_DEVICE)).isEqualTo(TRIED);
    }

    @Test
    void aPersonIsOnAListOnce() {
        var person = UUID.randomUUID();
        var holder = new Holder(Permission.SEARCH_AND_PURGE, person, "Otto", "Ada", NOON);
        assertThat(atOnce(
                        () -> PermissionHolders.add(home, holder),
                        () -> PermissionHolders.add(home, holder),
                        () -> PermissionHolders.add(home, holder)))
                .containsOnlyOnce(true);
        assertThat(PermissionHolders.of(home)).containsExactly(holder);
        assertThat(PermissionHolders.remove(home, Permission.ACTIVE_REMEDIATION_ACTIONS, person))
                .isFalse();
        assertThat(PermissionHolders.remove(home, Permission.SEARCH_AND_PURGE, person))
                .isTrue();
        assertThat(PermissionHolders.of(home)).isEmpty();
    }
}
