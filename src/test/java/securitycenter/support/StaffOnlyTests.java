package securitycenter.support;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static securitycenter.identity.Role.GLOBAL_ADMINISTRATOR;
import static securitycenter.identity.Role.SECURITY_READER;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import securitycenter.ApplicationTest;
import securitycenter.Visitor;
import securitycenter.Visitor.Page;
import securitycenter.Visitors;
import securitycenter.alerts.AlertReader;
import securitycenter.alerts.Severity;
import securitycenter.fakemicrosoft.Cast;
import securitycenter.fakemicrosoft.FakeMicrosoft;
import securitycenter.fakemicrosoft.Tenant;
import securitycenter.homes.TenantHome;
import securitycenter.identity.StaffOnly;
import securitycenter.incidents.Analyst;
import securitycenter.incidents.IncidentChange;
import securitycenter.incidents.Incidents;
import securitycenter.provisioning.Homes;
import securitycenter.provisioning.RunProgress;
import tools.jackson.databind.json.JsonMapper;

/** Every handler that there is, called by those for whom it is not. */
@ApplicationTest
class StaffOnlyTests {

    private static final Pattern VARIABLE = Pattern.compile("\\{(\\w+)(?::(?:[^{}]|\\{[^{}]*})*)?}");
    private static final String CANARY = "canary-5b1d";

    private record Call(RequestMethod method, String path) {

        /** @param token that forms of the visitor bear; empty for a stranger */
        Page by(Visitor visitor, String token) {
            return method == RequestMethod.POST ? visitor.post(path, "_csrf=" + token) : visitor.look(path);
        }
    }

    @Autowired
    Incidents incidents;

    @Autowired
    FakeMicrosoft microsoft;

    @Autowired
    Visitors visitors;

    @Autowired
    Homes homes;

    @Autowired
    RunProgress progress;

    @Autowired
    JdbcClient database;

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    RequestMappingHandlerMapping handlers;

    Tenant tenant;
    Visitor administrator;

    @BeforeEach
    void aTenantThatUsesTheProduct() {
        tenant = microsoft
                .directory()
                .tenant("Private " + System.nanoTime())
                .licensed("SPE_E5")
                .country("NL");
        administrator = visitors.signedIn(tenant.person("Ada").holds(GLOBAL_ADMINISTRATOR));
        administrator.turnOn();
    }

    private List<Call> calls(String below) {
        var calls = new ArrayList<Call>();
        for (var info : handlers.getHandlerMethods().keySet()) {
            for (var pattern : patternsOf(info)) {
                if (pattern.startsWith(below)) {
                    var methods = info.getMethodsCondition().getMethods();
                    (methods.isEmpty() ? Stream.of(RequestMethod.GET) : methods.stream())
                            .forEach(method -> filledIn(pattern).forEach(path -> calls.add(new Call(method, path))));
                }
            }
        }
        return calls;
    }

    private static java.util.Set<String> patternsOf(RequestMappingInfo info) {
        var condition = info.getPathPatternsCondition();
        return condition == null ? java.util.Set.of() : condition.getPatternValues();
    }

    /** With what there is of the tenant; all acts, where the address names one. */
    private Stream<String> filledIn(String pattern) {
        if (pattern.contains("{act:")) {
            return Arrays.stream(StaffAct.values())
                    .map(act -> pattern.replaceFirst("\\{act:[^}]*}", act.word()))
                    .flatMap(this::filledIn);
        }
        if (pattern.equals("/support/audit/export")) {
            return Stream.of("csv", "jsonl").map(format -> pattern + "?format=" + format + "&tenant=" + tenant.id());
        }
        return Stream.of(VARIABLE.matcher(pattern).replaceAll(variable -> switch (variable.group(1)) {
            case "tenant" -> tenant.id().toString();
            case "number" -> idOf("number");
            case "id" -> idOf(pattern);
            default -> "1";
        }));
    }

    /** The newest of the tenant's, or 1 while there is none. */
    private String idOf(String pattern) {
        var newest = "select coalesce(max(id), 1) from staff_action where tenant_id = ?";
        if (pattern.equals("number")) {
            newest = "select 'H-' || coalesce(max(id), 1) from help_request where tenant_id = ?";
        } else if (pattern.contains("/runs/")) {
            newest = "select coalesce(max(id), 1) from provisioning_run where tenant_id = ?";
        } else if (pattern.contains("/bulk/")) {
            newest = "select coalesce(max(bulk_id), 1) from bulk_item where tenant_id = ?";
        }
        return database.sql(newest)
                .param(tenant.id().value())
                .query(String.class)
                .single();
    }

    @Test
    void toEverybodyElseNoSupportPageIsThereAndNothingHappensAndItIsWrittenDown() {
        var calls = calls("/support");
        assertThat(calls).hasSizeGreaterThan(30);
        var rogue = microsoft.directory().tenant("Rogue " + System.nanoTime()).licensed("SPE_E5");
        var others = List.of(
                tenant.person("Ada Two").holds(GLOBAL_ADMINISTRATOR),
                tenant.person("Rea").holds(SECURITY_READER),
                tenant.person("Nora"),
                tenant.person("Gus").guest().holds(GLOBAL_ADMINISTRATOR),
                rogue.person("Mallory").holds(GLOBAL_ADMINISTRATOR).appRole(Cast.SUPPORT_ROLE),
                microsoft
                        .directory()
                        .operator()
                        .person("Olaf " + System.nanoTime())
                        .holds(GLOBAL_ADMINISTRATOR));
        var before = rows();
        for (var other : others) {
            var visitor = visitors.signedIn(other);
            var token = tokenOf(visitor);
            for (var call : calls) {
                var answer = call.by(visitor, token);
                assertThat(answer.status())
                        .as(other.userPrincipalName() + ": " + call)
                        .isEqualTo(404);
                assertThat(answer.body()).doesNotContain("Support – internal");
            }
            assertThat(visitor.get("/support/no-such-page").status()).isEqualTo(404);
            assertThat(refusalsOf(other.id())).as(other.userPrincipalName()).isGreaterThan(10);
        }
        assertThat(rows()).isEqualTo(before);
    }

    @Test
    void toStrangersAndWithoutTheTokenOfAFormSupportPagesAreLikeAddressesThatDoNotExist() {
        var stranger = visitors.stranger();
        var nora = visitors.signedIn(tenant.person("Nora"));
        for (var call : calls("/support")) {
            var missing = new Call(call.method(), "/no-such-page");
            assertThat(said(call.by(stranger, ""))).as("a stranger: " + call).isEqualTo(said(missing.by(stranger, "")));
            if (call.method() == RequestMethod.POST) {
                assertThat(said(call.by(nora, ""))).as("no token: " + call).isEqualTo(said(missing.by(nora, "")));
            }
        }
    }

    private static String said(Page answer) {
        var page = answer.html();
        page.select(".reference").remove();
        return answer.status() + answer.header("Location") + page.select("main").text();
    }

    @Test
    void staffWhoseSessionIsOverAreToldSoAndKeepTheirWords() {
        var late = visitors.stranger().post("/support/tenants/" + tenant.id() + "/notes", "text=Long+story");
        assertThat(late.status()).isEqualTo(403);
        assertThat(late.html().select("script[src*=expired]")).hasSize(1);
    }

    @Test
    void anAddressThatIsWrittenDifferentlyIsTheSame() {
        var reader = visitors.signedIn(tenant.person("Rea").holds(SECURITY_READER));
        for (var address :
                List.of("/%73upport/tenants", "/suppor%74", "/support/%74enants", "/%73upport/no-such-page")) {
            assertThat(reader.look(address).status()).as(address).isEqualTo(404);
        }
        assertThat(reader.look("/supportive").status()).isEqualTo(404);
        var staff = visitors.staff(microsoft, "Stella");
        assertThat(staff.get("/%73upport/tenants")
                        .html()
                        .select("header.topbar")
                        .text())
                .contains("Support – internal");
    }

    @Test
    void aPageIsBelowSupportExactlyWhenItIsForStaffOnly() {
        handlers.getHandlerMethods().forEach((info, handler) -> {
            for (var pattern : patternsOf(info)) {
                assertThat(pattern.equals("/support") || pattern.startsWith("/support/"))
                        .as(pattern)
                        .isEqualTo(handler.hasMethodAnnotation(StaffOnly.class));
            }
        });
    }

    private static String tokenOf(Visitor visitor) {
        return java.net.URLEncoder.encode(
                visitor.get("/preferences").html().select("input[name=_csrf]").val(),
                java.nio.charset.StandardCharsets.UTF_8);
    }

    private List<Long> rows() {
        return Stream.of("staff_action", "provisioning_run", "decision", "tenant_note", "bulk", "help_entry")
                .map(table -> database.sql("select count(*) from " + table)
                        .query(Long.class)
                        .single())
                .toList();
    }

    private long refusalsOf(java.util.UUID person) {
        return database.sql("select count(*) from audit_entry where actor_id = ? and what = 'access.refused'")
                .param(person)
                .query(Long.class)
                .single();
    }

    @Test
    void nothingOfWhatATenantOwnsReachesStaffWhateverTheyCall() throws IOException {
        var staff = visitors.staff(microsoft, "Stella");
        somethingIsDoneToTheTenantBy(staff);
        var token = tokenOf(staff);
        var looks = calls("/").stream()
                .filter(call -> call.method() == RequestMethod.GET)
                .toList();
        for (var look : looks) {
            if (look.path().startsWith("/support")) {
                assertThat(look.by(staff, token).status())
                        .as("is there: " + look)
                        .isIn(200, 303);
            }
        }
        plantCanaries();
        for (var look : looks) {
            assertThat(look.by(staff, token).body()).as(look.toString()).doesNotContain(CANARY);
        }
        for (var call : calls("/support")) {
            if (call.method() == RequestMethod.POST) {
                assertThat(staff.post(call.path(), "_csrf=" + token + words()).body())
                        .as(call.toString())
                        .doesNotContain(CANARY);
            }
        }
        for (var look : looks) {
            assertThat(look.by(staff, token).body()).as("afterwards: " + look).doesNotContain(CANARY);
        }
        for (var page : List.of("/incidents", "/action-center", "/hunting", "/settings/export")) {
            assertThat(staff.look(page).status()).as(page).isIn(303, 403);
        }
    }

    /** A request, an action with its run, and a bulk, so that the pages of all of them are there. */
    private void somethingIsDoneToTheTenantBy(Visitor staff) {
        administrator
                .get("/help?from=/settings")
                .form("/help/requests")
                .choose("topic", "OTHER")
                .type("message", "Something is stuck.")
                .submit();
        var repair = "/support/tenants/" + tenant.id() + "/repair";
        staff.get(repair)
                .form(repair)
                .type("reason", "It was asked for")
                .type("request", idOf("number"))
                .submit();
        StaffWork.await(() -> progress.underWay(tenant.id()).isEmpty());
        staff.get("/support/bulk/new?act=repair&tenant=" + tenant.id())
                .form("/support/bulk")
                .type("reason", "After the update")
                .type("reference", "CHG-7")
                .submit();
        StaffWork.await(() -> progress.latestOf(tenant.id(), 5).size() == 3
                && progress.underWay(tenant.id()).isEmpty());
    }

    /** Into whatever text the home's tables have. That the tenant's export shows them proves that they are in place. */
    private void plantCanaries() throws IOException {
        var home = homes.homeIn(tenant.id(), homes.placeOf(tenant.id()).orElseThrow());
        somethingIsFoundIn(home);
        var tables = new TreeSet<String>();
        home.database()
                .sql("""
                        select table_name, column_name from information_schema.columns
                        where table_schema = ? and table_name <> 'flyway_schema_history'
                            and (upper(data_type) like '%CHAR%' or upper(data_type) = 'JSON')
                            and coalesce(character_maximum_length, 1000) >= 20""")
                .param(home.schema())
                .query((row, index) -> new String[] {row.getString("table_name"), row.getString("column_name")})
                .list()
                .forEach(column -> {
                    var sql = "update %s set %s = '%s' || rownum()".formatted(column[0], column[1], CANARY);
                    if (home.database().sql(sql).update() > 0) {
                        tables.add(column[0]);
                    }
                });
        assertThat(tables)
                .contains(
                        "connected_service",
                        "incident",
                        "alert",
                        "alert_body",
                        "presence",
                        "activity",
                        "incident_comment",
                        "incident_tag");
        var shown = new TreeSet<String>();
        try (var zip = new ZipInputStream(new ByteArrayInputStream(administrator.download("/settings/export")))) {
            for (var file = zip.getNextEntry(); file != null; file = zip.getNextEntry()) {
                if (new String(zip.readAllBytes(), UTF_8).contains(CANARY)) {
                    shown.add(file.getName().replace(".jsonl", ""));
                }
            }
        }
        assertThat(shown).isEqualTo(tables);
    }

    private void somethingIsFoundIn(TenantHome home) {
        var alert = new JsonMapper().readTree("""
                {"id": "da1", "title": "A finding", "evidence": [{"@odata.type": "#microsoft.graph.security.deviceEvidence",
                 "mdeDeviceId": "d1", "deviceDnsName": "d1.contoso.example"}]}""");
        incidents.take(home, List.of(AlertReader.read(alert, Instant.now()).orElseThrow()));
        incidents.change(
                home,
                new Analyst(null, "Ada"),
                1,
                new IncidentChange(null, null, null, null, List.of("vip"), "Looks bad", null, Severity.LOW, null));
    }

    private String words() {
        return "&reason=Because&answer=Because&text=Words&reply=Words&note=Words&place=UNITED_KINGDOM&to=UNITED_KINGDOM"
                + "&act=repair&tenant=" + tenant.id() + "&request=" + idOf("number") + "&reference=" + idOf("number");
    }

    @Test
    void theRoomsOfStaffCannotEvenNameATenantsHome() {
        JavaClasses production = new ClassFileImporter()
                .withImportOption(new DoNotIncludeTests())
                .importPackages("securitycenter");
        noClasses()
                .that()
                .resideInAnyPackage(
                        "securitycenter.support",
                        "securitycenter.tenants",
                        "securitycenter.help",
                        "securitycenter.audit")
                .should()
                .dependOnClassesThat()
                .areAssignableTo(TenantHome.class)
                .check(production);
    }
}
