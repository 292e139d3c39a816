package securitycenter.automation;

import static org.assertj.core.api.Assertions.assertThat;
import static securitycenter.identity.Role.GLOBAL_ADMINISTRATOR;
import static securitycenter.identity.Role.SECURITY_ADMINISTRATOR;
import static securitycenter.identity.Role.SECURITY_OPERATOR;
import static securitycenter.identity.Role.SECURITY_READER;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import securitycenter.ApplicationTest;
import securitycenter.Visitor;
import securitycenter.Visitor.Page;
import securitycenter.Visitors;
import securitycenter.actioncenter.ActionSeed;
import securitycenter.fakemicrosoft.FakeMicrosoft;
import securitycenter.fakemicrosoft.Misbehavior;
import securitycenter.fakemicrosoft.Person;
import securitycenter.fakemicrosoft.Tenant;
import securitycenter.homes.DataCenter;
import securitycenter.homes.DataCenters;
import securitycenter.homes.TenantHome;
import securitycenter.incidents.Incidents;
import securitycenter.incidents.Telling;
import securitycenter.levels.AutomationLevel;
import securitycenter.levels.AutomationLevels;
import securitycenter.levels.Folders;
import securitycenter.levels.LevelSeed;
import securitycenter.response.ActionState;
import securitycenter.response.ActionType;
import securitycenter.response.KindSeed;
import securitycenter.response.KindSettings;
import securitycenter.response.KindSettings.Setting;
import securitycenter.rights.Permission;
import securitycenter.rights.PermissionHolders;
import securitycenter.rights.PermissionHolders.Holder;

/** Settings > Automation, Remediation actions and Permissions. */
@ApplicationTest
class AutomationPagesTests {

    private static final String AUTOMATION = AutomationController.ADDRESS;
    private static final String LEVELS = AUTOMATION + "/levels";
    private static final String FOLDERS = AUTOMATION + "/folders";
    private static final String ISOLATE = ActionTypesController.ADDRESS + "/isolate-device";
    private static final String PERMISSIONS = PermissionHoldersController.ADDRESS;

    @Autowired
    FakeMicrosoft microsoft;

    @Autowired
    Visitors visitors;

    @Autowired
    DataCenters dataCenters;

    @Autowired
    Incidents incidents;

    @Autowired
    ApplicationContext application;

    private Tenant tenant;
    private TenantHome home;
    private Person adaHerself;
    private Visitor ada;

    @BeforeEach
    void aTenant() {
        tenant = microsoft.directory().tenant("Settings Ltd").licensed("SPE_E5").country("NL");
        adaHerself = tenant.person("Ada Lovelace").holds(GLOBAL_ADMINISTRATOR);
        ada = visitors.signedIn(adaHerself);
        ada.turnOn();
        home = dataCenters.homeOf(tenant.id(), DataCenter.EUROPEAN_UNION);
    }

    private AutomationLevels levels() {
        return AutomationLevels.of(home);
    }

    private Page level(@Nullable String group, String was, String level) {
        var fields = new HashMap<>(Map.of("was", was, "level", level));
        if (group != null) {
            fields.put("group", group);
        }
        return ada.forge(LEVELS, fields);
    }

    private void theirs(@Nullable String group, AutomationLevel level) {
        LevelSeed.set(home, group, level);
    }

    /** The entries of the audit log, the newest first, as people read them. */
    private List<String> audit() {
        return ada.get("/audit").html().select("tbody tr").eachText();
    }

    @Test
    void theLevelOfAllOtherDevicesIsChangedAndInTheAuditLog() {
        var page = ada.get(AUTOMATION);
        assertThat(page.html()
                        .select("form[action=" + LEVELS + "] option[selected]")
                        .eachAttr("value"))
                .containsExactly("FULL");
        var saved = page.form(LEVELS).choose("level", "SEMI_ALL_FOLDERS").submit();
        assertThat(saved.path()).isEqualTo(AUTOMATION);
        assertThat(saved.text()).contains("Saved.");
        assertThat(levels().others()).isEqualTo(AutomationLevel.SEMI_ALL_FOLDERS);
        assertThat(audit().getFirst())
                .contains(
                        "Changed the automation level of all other devices",
                        "Ada Lovelace",
                        "Full",
                        "Semi: approval for all folders");
    }

    @Test
    void groupsThatAlertsNamedAreOfferedAndOthersCanBeAdded() {
        incidents.take(
                home,
                List.of(Telling.of("one", Instant.parse("2026-11-23T12:00:00Z"))
                        .evidence(
                                "device",
                                device ->
                                        device.put("mdeDeviceId", "d1").put("rbacGroupName", "Reception, ground floor"))
                        .told()));
        assertThat(ada.get(AUTOMATION).html().select("tbody th").eachText())
                .containsExactly("All other devices", "Reception, ground floor");
        assertThat(level("Reception, ground floor", "", "NONE").text()).contains("Saved.");
        assertThat(level("  Servers ", "", "SEMI_CORE_FOLDERS").text()).contains("Saved.");
        assertThat(levels().ofGroups())
                .isEqualTo(Map.of(
                        "Reception, ground floor", AutomationLevel.NONE, "Servers", AutomationLevel.SEMI_CORE_FOLDERS));
        assertThat(audit().getFirst()).contains("Servers", "As all other devices", "Semi: approval for core folders");
        assertThat(level("Reception, ground floor", "NONE", "").text()).contains("Saved.");
        assertThat(levels().ofGroups()).containsOnlyKeys("Servers");
        assertThat(ada.get(AUTOMATION).html().select("tbody th").eachText())
                .containsExactly("All other devices", "Servers", "Reception, ground floor");
    }

    @Test
    void aLevelThatSomebodyElseChangedMeanwhileIsNotOverwritten() {
        theirs("Servers", AutomationLevel.FULL);
        var page = ada.get(AUTOMATION);
        theirs("Servers", AutomationLevel.NONE);
        theirs(null, AutomationLevel.NONE);
        var group = page.html().select("form[action=" + LEVELS + "]").get(1);
        assertThat(group.select("[name=group]").val()).isEqualTo("Servers");
        var overtaken = level("Servers", group.select("[name=was]").val(), "SEMI_ALL_FOLDERS");
        assertThat(overtaken.status()).isEqualTo(409);
        assertThat(overtaken.text())
                .contains("somebody else has changed it meanwhile", "for Servers: Semi: approval for all folders");
        assertThat(overtaken
                        .html()
                        .select("form:has([name=group][value=Servers]) option[selected]")
                        .val())
                .isEqualTo("NONE");
        assertThat(page.form(LEVELS)
                        .choose("level", "SEMI_CORE_FOLDERS")
                        .submit()
                        .status())
                .isEqualTo(409);
        assertThat(levels().others()).isEqualTo(AutomationLevel.NONE);
        assertThat(levels().ofGroups()).containsEntry("Servers", AutomationLevel.NONE);
        assertThat(audit().getFirst()).doesNotContain("automation level");
    }

    @Test
    void aGroupNeedsANameThatFits() {
        assertThat(level(" ", "", "NONE").text()).contains("write the name of the group");
        var long_ = level("x".repeat(151), "", "SEMI_ALL_FOLDERS");
        assertThat(long_.status()).isEqualTo(422);
        assertThat(long_.text()).contains("at most 150 characters");
        assertThat(long_.html().select("#group").val()).as("what was typed").hasSize(151);
        assertThat(level("Bad\u0000name", "", "NONE").text()).contains("Saved.");
        assertThat(levels().ofGroups()).containsOnlyKeys("Bad name");
        assertThat(level("Servers", "", "MOST").status()).isEqualTo(400);
        assertThat(level(null, "FULL", "").status()).isEqualTo(422);
        assertThat(level(null, "", "NONE").status()).isEqualTo(422);
        assertThat(levels().others()).isEqualTo(AutomationLevel.FULL);
    }

    @Test
    void foldersAreSavedALineEachAndTheUsualComeBack() {
        var saved = ada.get(AUTOMATION)
                .form(FOLDERS)
                .type("core", "\\windows\\*\r\n\r\n  \\Apps\\  \r\n\\APPS")
                .type("temporary", "")
                .submit();
        assertThat(saved.text()).contains("Saved.");
        assertThat(levels().folders()).isEqualTo(new Folders(List.of("\\windows\\*", "\\Apps"), List.of()));
        assertThat(audit().getFirst())
                .contains("Changed the folders of automation", "program files", "Apps", "temporary");
        var usual = saved.form(FOLDERS).press("Use the usual folders again");
        assertThat(usual.text()).contains("Saved.");
        assertThat(levels().folders()).isEqualTo(Folders.USUAL);
        assertThat(usual.html().select("button[name=usual]")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            C:\\windows       | Begin each folder with a backslash, without a drive: C:\\windows
            windows\\*        | Begin each folder with a backslash, without a drive: windows\\*
            /windows          | Begin each folder with a backslash, without a drive: /windows
            \\win*            | A star stands for one whole folder, not for part of a name: \\win*
            \\a\\*.tmp\\b     | A star stands for one whole folder, not for part of a name: \\a\\*.tmp\\b
            \\a\\**           | A star stands for one whole folder, not for part of a name: \\a\\**
            \\\\server\\share | Between two backslashes must be a folder’s name or a star: \\\\server\\share
            \\a\\..\\b        | Between two backslashes must be a folder’s name or a star: \\a\\..\\b
            \\a/b             | Between two backslashes must be a folder’s name or a star: \\a/b
            \\                | Between two backslashes must be a folder’s name or a star: \\
            """)
    void aFolderThatCouldNotBeMeantSoIsExplainedAndKept(String folder, String problem) {
        for (var field : List.of("core", "temporary")) {
            var refused = ada.get(AUTOMATION)
                    .form(FOLDERS)
                    .type(field, "\\good\\*\n" + folder)
                    .submit();
            assertThat(refused.status()).isEqualTo(422);
            assertThat(refused.html().select("#" + field + "-error").text()).isEqualTo(problem);
            assertThat(refused.html().select("#" + field).val()).isEqualTo("\\good\\*\n" + folder);
        }
        assertThat(levels().folders()).isEqualTo(Folders.USUAL);
    }

    @Test
    void listsHaveALengthAndCoreFoldersAreNeeded() {
        assertThat(core("").text()).contains("Name at least one");
        assertThat(core("\\" + "x".repeat(200)).text()).contains("A folder has at most 200 characters");
        assertThat(core(numbered(101, 1)).text()).contains("A list has at most 100 folders");
        assertThat(core(numbered(100, 190)).text()).contains("A list has at most 8,000 characters in all");
        assertThat(levels().folders()).isEqualTo(Folders.USUAL);
        assertThat(core(numbered(100, 70)).text()).contains("Saved.");
        assertThat(core("\\" + "x".repeat(199)).text()).contains("Saved.");
    }

    private Page core(String text) {
        return ada.get(AUTOMATION).form(FOLDERS).type("core", text).submit();
    }

    private static String numbered(int many, int length) {
        return IntStream.range(0, many)
                .mapToObj(n -> "\\" + "x".repeat(length) + n)
                .collect(Collectors.joining("\n"));
    }

    @Test
    void foldersThatTwoChangeAreNotLost() {
        var own = ada.get(AUTOMATION).form(FOLDERS).type("core", "\\mine");
        LevelSeed.set(home, new Folders(List.of("\\theirs"), List.of("\\their-temp")));
        var overtaken = own.submit();
        assertThat(overtaken.status()).isEqualTo(409);
        assertThat(overtaken.html().select("main [role=alert] code").eachText())
                .containsExactly("\\theirs", "\\their-temp");
        assertThat(overtaken.html().select("#core").val()).isEqualTo("\\mine");
        assertThat(overtaken.html().select("#temporary").val()).as("untouched").isEqualTo("\\their-temp");
        assertThat(levels().folders().core()).containsExactly("\\theirs");
        assertThat(overtaken.form(FOLDERS).submit().text()).contains("Saved.");
        assertThat(levels().folders()).isEqualTo(new Folders(List.of("\\mine"), List.of("\\their-temp")));

        var other = ada.get(AUTOMATION).form(FOLDERS).type("temporary", "\\scratch");
        LevelSeed.set(home, new Folders(List.of("\\new"), List.of("\\their-temp")));
        assertThat(other.submit().text()).as("another list").contains("Saved.");
        assertThat(levels().folders()).isEqualTo(new Folders(List.of("\\new"), List.of("\\scratch")));
        assertThat(ada.forge(FOLDERS, Map.of("core", "\\x", "temporary", "")).status())
                .as("without what they saw")
                .isEqualTo(409);
    }

    @Test
    void everyKindIsListedAndThoseWithoutAnApiSayThatAPersonDoesThem() {
        var page = ada.get(ActionTypesController.ADDRESS);
        assertThat(page.html().select("tbody tr")).hasSize(ActionType.values().length);
        assertThat(page.html().select("tbody tr:contains(Isolate device)").text())
                .isEqualTo("Isolate device Only tried One person");
        assertThat(page.html().select("tbody tr:contains(Stop service)").text())
                .isEqualTo("Stop service A person does it One person");
        for (var type : ActionType.values()) {
            var one = ada.get(ActionTypesController.ADDRESS + "/" + type.word());
            assertThat(one.status()).as(type.name()).isEqualTo(200);
            assertThat(one.html().select("#live")).as(type.name()).hasSize(type.isSent() ? 1 : 0);
            assertThat(one.text().contains("Permission it needs at Microsoft"))
                    .as(type.name())
                    .isEqualTo(type.isSent());
        }
        assertThat(ada.get(ActionTypesController.ADDRESS + "/dance").status()).isEqualTo(404);
    }

    @Test
    void whatIsReallySentIsShownAndConfirmedFirst() {
        var sure = ada.get(ISOLATE).form(ISOLATE).tick("live").tick("two").submit();
        assertThat(sure.path()).isEqualTo(ISOLATE + "/live");
        assertThat(sure.text())
                .contains(
                        "Isolate device: really send it?",
                        "Machine.Isolate",
                        "/api/machines/device-id/isolate",
                        "IsolationType")
                .contains("POST", "It can be undone in Action center", "Two people must approve each one");
        assertThat(setting()).isEqualTo(new Setting(false, false));
        var saved = sure.form(ISOLATE).press("Really send it from now on");
        assertThat(saved.path()).isEqualTo(ISOLATE);
        assertThat(saved.text()).contains("Saved.", "Really sent");
        assertThat(setting()).isEqualTo(new Setting(true, true));
        assertThat(audit().getFirst())
                .contains(
                        "Changed how a kind of action is approved and sent",
                        "isolate-device",
                        "from “Only tried, one person approves” to “Really sent, two people approve”");
        assertThat(ada.get(ISOLATE + "/live").path()).as("nothing to confirm").isEqualTo(ISOLATE);
        assertThat(saved.form(ISOLATE).untick("live").submit().path()).isEqualTo(ISOLATE);
        assertThat(setting()).isEqualTo(new Setting(false, true));
    }

    /** Otherwise it would be sent once it is its turn, though somebody switched it on again meanwhile. */
    @Test
    void whatWaitsForItsTurnEndsOnceItsKindIsSwitchedBack() {
        var actions = new ActionSeed(application, home.tenant());
        actions.live(ActionType.ISOLATE_DEVICE);
        var action = actions.waitsForItsTurn(actions.isolation("lt-110"));
        assertThat(ada.get(ISOLATE).form(ISOLATE).untick("live").submit().text())
                .contains("Saved.");
        actions.awaits(action, ActionState.FAILED);
        assertThat(ada.get("/action-center/actions/" + action.id()).text())
                .contains("Actions of this type were switched back");
    }

    private Setting setting() {
        return KindSettings.of(home).of(ActionType.ISOLATE_DEVICE);
    }

    @Test
    void aKindThatSomebodyElseChangedMeanwhileIsNotOverwritten() {
        var page = ada.get(ISOLATE);
        var sure = page.form(ISOLATE).tick("live").submit();
        KindSeed.set(home, ActionType.ISOLATE_DEVICE, false, true);
        for (var overtaken : List.of(
                sure.form(ISOLATE).submit(), page.form(ISOLATE).tick("live").submit())) {
            assertThat(overtaken.status()).isEqualTo(409);
            assertThat(overtaken.text()).contains("By now: Only tried, Two people.");
            assertThat(overtaken.html().select("#live").hasAttr("checked")).isTrue();
            assertThat(overtaken.html().select("#two").hasAttr("checked")).isFalse();
        }
        assertThat(setting()).isEqualTo(new Setting(false, true));
        assertThat(ada.forge(ISOLATE, Map.of("two", "false")).status()).isEqualTo(409);
    }

    @Test
    void whatAPersonDoesIsNeverSent() {
        var address = ActionTypesController.ADDRESS + "/stop-service";
        assertThat(ada.get(address).text()).contains("Microsoft has no API for it");
        var forged = ada.forge(
                address, Map.of("live", "true", "was.live", "false", "was.two", "false", "confirmed", "true"));
        assertThat(forged.status()).isEqualTo(422);
        assertThat(ada.get(address + "/live").path()).isEqualTo(address);
        assertThat(ada.get(address).form(address).tick("two").submit().text()).contains("Saved.");
        assertThat(KindSettings.of(home).of(ActionType.STOP_SERVICE)).isEqualTo(new Setting(false, true));
    }

    @Test
    void globalAdministratorsKeepTheLists() {
        var otto = tenant.person("Otto Bakker").holds(SECURITY_OPERATOR);
        visitors.signedIn(otto);
        var page = ada.get(PERMISSIONS);
        assertThat(page.text()).contains("Microsoft tells no program", "Settings > Endpoints > Permissions > Roles");
        assertThat(page.html().select("#person option").eachText())
                .containsExactly(
                        "Somebody else, named below",
                        "Ada Lovelace (" + adaHerself.userPrincipalName() + ")",
                        "Otto Bakker (" + otto.userPrincipalName() + ")");
        var added = page.form(PERMISSIONS + "/add")
                .choose("person", otto.id().toString())
                .submit();
        assertThat(added.text()).contains("Put on the list.");
        assertThat(holders(Permission.ACTIVE_REMEDIATION_ACTIONS)).containsExactly(otto.id());
        assertThat(audit().getFirst())
                .contains("Put somebody on the list of a permission", "Otto Bakker", "Active remediation actions");
        assertThat(page.form(PERMISSIONS + "/add")
                        .choose("person", otto.id().toString())
                        .submit()
                        .text())
                .contains("is on the list already");
        var removed = added.form(PERMISSIONS + "/remove").submit();
        assertThat(removed.text()).contains("Taken off the list.");
        assertThat(added.form(PERMISSIONS + "/remove").submit().text()).contains("was not on the list any more");
        assertThat(holders(Permission.ACTIVE_REMEDIATION_ACTIONS)).isEmpty();
        assertThat(audit()).hasSizeGreaterThan(2);
        assertThat(audit().subList(0, 2))
                .satisfiesExactly(
                        taken ->
                                assertThat(taken).contains("Took somebody off the list of a permission", "Otto Bakker"),
                        given -> assertThat(given).contains("Put somebody on the list of a permission"));
    }

    private List<UUID> holders(Permission permission) {
        return PermissionHolders.of(home).stream()
                .filter(holder -> holder.permission() == permission)
                .map(Holder::person)
                .toList();
    }

    @Test
    void peopleAreAlsoNamedByUserNameOrObjectId() {
        var otto = tenant.person("Otto Bakker");
        visitors.signedIn(otto);
        var stranger = UUID.randomUUID();
        assertThat(listed("SEARCH_AND_PURGE", "", otto.userPrincipalName().toUpperCase())
                        .text())
                .contains("Put on the list.", "Otto Bakker (");
        assertThat(listed("SEARCH_AND_PURGE", "", " " + stranger + " ").text()).contains(stranger.toString());
        assertThat(holders(Permission.SEARCH_AND_PURGE)).containsExactlyInAnyOrder(otto.id(), stranger);
        var unknown = listed("SEARCH_AND_PURGE", "", "nobody@contoso.example");
        assertThat(unknown.status()).isEqualTo(422);
        assertThat(unknown.text()).contains("nobody with this user name has signed in here");
        assertThat(unknown.html().select("#other").val()).isEqualTo("nobody@contoso.example");
        assertThat(listed("SEARCH_AND_PURGE", "", "").text()).contains("choose a person");
        assertThat(listed("SEARCH_AND_PURGE", "", "a\u0000b").status()).isEqualTo(422);
        assertThat(listed("SEARCH_AND_PURGE", otto.id().toString(), "x").text()).contains("Do one of the two");
        var other = microsoft.directory().tenant("Others Ltd");
        var eve = other.person("Eve");
        visitors.signedIn(eve);
        assertThat(listed("SEARCH_AND_PURGE", "", eve.userPrincipalName()).text())
                .contains("nobody with this user name");
        var gus = tenant.person("Gus Visser").guest();
        visitors.signedIn(gus);
        assertThat(listed("SEARCH_AND_PURGE", "", "gus.visser@partner.example").status())
                .isEqualTo(422);
        assertThat(holders(Permission.SEARCH_AND_PURGE)).hasSize(2);
    }

    private Page listed(String permission, String person, String other) {
        return ada.forge(PERMISSIONS + "/add", Map.of("permission", permission, "person", person, "other", other));
    }

    @Test
    void nobodyElsePutsThemselvesOnAList() {
        var samHimself = tenant.person("Sam").holds(SECURITY_ADMINISTRATOR);
        var sam = visitors.signedIn(samHimself);
        var page = sam.get(PERMISSIONS);
        assertThat(page.text()).contains("Only a global administrator can change the lists.");
        assertThat(page.html().select("main form")).isEmpty();
        var fields = Map.of(
                "permission", "SEARCH_AND_PURGE", "person", samHimself.id().toString());
        var refused = sam.forge(PERMISSIONS + "/add", fields);
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.text()).contains("only a global administrator can change the lists");
        assertThat(sam.forge(PERMISSIONS + "/remove", fields).status()).isEqualTo(422);
        assertThat(PermissionHolders.of(home)).isEmpty();
        assertThat(ada.get("/audit").html().select("tbody tr").eachText())
                .anySatisfy(entry -> assertThat(entry).contains("Put somebody on the list", "Sam", "Refused"));
    }

    @Test
    void aRoleThatWasTakenAwayChangesNothingMore() {
        var samHimself = tenant.person("Sam").holds(SECURITY_ADMINISTRATOR);
        var sam = visitors.signedIn(samHimself);
        var automation = sam.get(AUTOMATION);
        samHimself.loses(SECURITY_ADMINISTRATOR);
        adaHerself.loses(GLOBAL_ADMINISTRATOR);
        for (var refused : List.of(
                automation.form(LEVELS).choose("level", "NONE").submit(),
                automation.form(FOLDERS).type("core", "\\mine").submit(),
                sam.get(ISOLATE).form(ISOLATE).tick("two").submit(),
                ada.get(PERMISSIONS)
                        .form(PERMISSIONS + "/add")
                        .type("other", UUID.randomUUID().toString())
                        .submit())) {
            assertThat(refused.status()).isEqualTo(422);
            assertThat(refused.text()).contains("your role was taken away since you signed in");
        }
        assertThat(levels()).isEqualTo(new AutomationLevels(AutomationLevel.FULL, Map.of(), Folders.USUAL));
        assertThat(setting()).isEqualTo(new Setting(false, false));
        assertThat(PermissionHolders.of(home)).isEmpty();
        assertThat(audit()).filteredOn(entry -> entry.contains("Refused")).hasSize(4);
    }

    @Test
    void whileMicrosoftIsSilentNothingChangesAndWhatWasTypedStays() {
        var page = ada.get(AUTOMATION);
        tenant.misbehaves(Misbehavior.unavailable());
        var refused = page.form(FOLDERS).type("core", "\\mine").submit();
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.text()).contains("We could not check just now");
        assertThat(refused.html().select("#core").val()).isEqualTo("\\mine");
        assertThat(listed("SEARCH_AND_PURGE", "", UUID.randomUUID().toString()).text())
                .contains("We could not check just now");
        tenant.behaves();
        assertThat(refused.form(FOLDERS).submit().text()).contains("Saved.");
    }

    @Test
    void readersLookAndChangeNothing() {
        theirs("Servers", AutomationLevel.SEMI_ALL_FOLDERS);
        var reader = visitors.signedIn(tenant.person("Rea").holds(SECURITY_READER));
        var operator = visitors.signedIn(tenant.person("Otto").holds(SECURITY_OPERATOR));
        var sent = Map.of(
                "level", "NONE",
                "permission", "SEARCH_AND_PURGE",
                "person", UUID.randomUUID().toString());
        for (var visitor : List.of(reader, operator)) {
            var page = visitor.get(AUTOMATION);
            assertThat(page.text()).contains("Servers Semi: approval for all folders", "Only a global administrator");
            assertThat(page.html().select("main button")).isEmpty();
            assertThat(page.html().select("fieldset[disabled] textarea")).hasSize(2);
            assertThat(visitor.get(ActionTypesController.ADDRESS).status()).isEqualTo(200);
            assertThat(visitor.get(ISOLATE).html().select("main button")).isEmpty();
            assertThat(visitor.get(PERMISSIONS).html().select("main button")).isEmpty();
            assertThat(visitor.get(ISOLATE + "/live").status()).isEqualTo(403);
            for (var path : List.of(LEVELS, FOLDERS, ISOLATE, PERMISSIONS + "/add", PERMISSIONS + "/remove")) {
                assertThat(visitor.forge(path, sent).status()).as(path).isEqualTo(403);
            }
        }
        var nora = visitors.signedIn(tenant.person("Nora"));
        for (var path : List.of(AUTOMATION, ActionTypesController.ADDRESS, ISOLATE, PERMISSIONS)) {
            assertThat(nora.get(path).status()).as(path).isEqualTo(403);
        }
        assertThat(levels().others()).isEqualTo(AutomationLevel.FULL);
    }

    @Test
    void theSettingsPageLeadsHereOnceTheProductIsOn() {
        var links = ada.get("/settings").html().select("nav.tabs a").eachAttr("href");
        assertThat(links).contains(AUTOMATION, ActionTypesController.ADDRESS, PERMISSIONS);
        var off = microsoft.directory().tenant("Off Ltd").licensed("SPE_E5");
        var eve = visitors.signedIn(off.person("Eve").holds(GLOBAL_ADMINISTRATOR));
        assertThat(eve.get("/settings").html().select("nav.tabs a").eachAttr("href"))
                .doesNotContain(AUTOMATION, ActionTypesController.ADDRESS, PERMISSIONS);
        for (var path : links.subList(3, 5)) {
            assertThat(eve.get(path).path()).isEqualTo("/settings");
        }
    }

    @Test
    void thePagesSpeakDutchToo() {
        assertThat(ada.get(AUTOMATION, "Accept-Language", "nl-NL").text())
                .contains("Alle andere apparaten", "Kernmappen", "Mappen opslaan");
        assertThat(ada.get(ISOLATE, "Accept-Language", "nl-NL").text())
                .contains("Apparaat isoleren", "Twee personen moeten goedkeuren");
        assertThat(ada.get(PERMISSIONS, "Accept-Language", "nl-NL").text()).contains("Actieve herstelacties");
    }
}
