package securitycenter.support;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;
import static securitycenter.identity.Role.GLOBAL_ADMINISTRATOR;
import static securitycenter.identity.Role.SECURITY_READER;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
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
import securitycenter.fakemicrosoft.Cast;
import securitycenter.fakemicrosoft.FakeMicrosoft;
import securitycenter.fakemicrosoft.Tenant;
import securitycenter.homes.TenantHome;
import securitycenter.provisioning.Provisioning;

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
    FakeMicrosoft microsoft;

    @Autowired
    Visitors visitors;

    @Autowired
    Provisioning provisioning;

    @Autowired
    JdbcClient database;

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    RequestMappingHandlerMapping handlers;

    Tenant tenant;

    @BeforeEach
    void aTenantThatUsesTheProduct() {
        tenant = microsoft
                .directory()
                .tenant("Private " + System.nanoTime())
                .licensed("SPE_E5")
                .country("NL");
        var administrator = visitors.signedIn(tenant.person("Ada").holds(GLOBAL_ADMINISTRATOR));
        administrator.get("/settings").form("/settings").tick("turnOn").submit();
        StaffWork.await(() -> provisioning.underWay(tenant.id()).isEmpty());
    }

    private List<Call> calls(String below) {
        var calls = new ArrayList<Call>();
        for (var info : handlers.getHandlerMethods().keySet()) {
            for (var pattern : patternsOf(info)) {
                if (pattern.startsWith(below)) {
                    var methods = info.getMethodsCondition().getMethods();
                    (methods.isEmpty() ? Stream.of(RequestMethod.GET) : methods.stream())
                            .forEach(method -> calls.add(new Call(method, filledIn(pattern))));
                }
            }
        }
        return calls;
    }

    private static java.util.Set<String> patternsOf(RequestMappingInfo info) {
        var condition = info.getPathPatternsCondition();
        return condition == null ? java.util.Set.of() : condition.getPatternValues();
    }

    private String filledIn(String pattern) {
        return VARIABLE.matcher(pattern).replaceAll(variable -> switch (variable.group(1)) {
            case "tenant" -> tenant.id().toString();
            case "act" -> "deprovision";
            case "number" -> "H-1001";
            default -> "1";
        });
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
            assertThat(refusalsOf(other.id())).as(other.userPrincipalName()).isGreaterThan(20);
        }
        assertThat(rows()).isEqualTo(before);
        var stranger = visitors.stranger();
        for (var call : calls) {
            assertThat(call.by(stranger, "").status()).as("a stranger: " + call).isIn(302, 404);
        }
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
    void nothingOfWhatATenantOwnsReachesStaffWhateverTheyCall() {
        var home = provisioning.homeIn(
                tenant.id(), provisioning.placeOf(tenant.id()).orElseThrow());
        home.database().sql("create table secret (words varchar(100))").update();
        home.database().sql("insert into secret values ('" + CANARY + "')").update();
        var staff = visitors.staff(microsoft, "Stella");
        for (var call : calls("/")) {
            if (call.method() == RequestMethod.GET) {
                assertThat(call.by(staff, "").body()).as(call.toString()).doesNotContain(CANARY);
            }
        }
        for (var page : List.of("/incidents", "/action-center", "/hunting", "/settings/export")) {
            assertThat(staff.look(page).status()).as(page).isIn(303, 403);
        }
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
