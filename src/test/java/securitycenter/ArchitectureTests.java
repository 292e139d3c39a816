package securitycenter;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.conditions.ArchConditions.bePublic;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import jakarta.persistence.Entity;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.CrudRepository;
import org.springframework.data.repository.Repository;
import org.springframework.modulith.core.ApplicationModules;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.RequestMapping;
import securitycenter.graph.MicrosoftGraph;
import securitycenter.graph.SecurityGraph;
import securitycenter.identity.AcrossTenants;

/** What would otherwise have to be said in every review. */
class ArchitectureTests {

    private static final JavaClasses PRODUCTION =
            new ClassFileImporter().withImportOption(new DoNotIncludeTests()).importPackages("securitycenter");

    @Test
    void roomsUseOnlyWhatTheyDeclare() {
        ApplicationModules.of(SecurityCenterApplication.class).verify();
    }

    /** A declared dependency that nobody uses would let the drawing of the house rot. */
    @Test
    void roomsDeclareOnlyWhatTheyUse() {
        var modules = ApplicationModules.of(SecurityCenterApplication.class);
        modules.forEach(module -> {
            var used = PRODUCTION.stream()
                    .filter(type -> type.getPackageName()
                            .startsWith(module.getBasePackage().getName()))
                    .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
                    .map(dependency -> dependency.getTargetClass().getPackageName())
                    .filter(name -> name.startsWith("securitycenter."))
                    .map(name -> name.split("\\.")[1])
                    .distinct()
                    .toList();
            var declared = Stream.of(module.getBasePackage()
                            .getAnnotation(org.springframework.modulith.ApplicationModule.class)
                            .orElseThrow()
                            .allowedDependencies())
                    .map(name -> name.split("::")[0])
                    .toList();
            assertThat(used).as("what %s uses", module.getDisplayName()).containsAll(declared);
        });
    }

    @Test
    void packagesFormNoCircle() {
        slices().matching("securitycenter.(**)").should().beFreeOfCycles().check(PRODUCTION);
    }

    @Test
    void onlyDoorsArePublic() {
        noClasses()
                .that()
                .areAnnotatedWith(Controller.class)
                .or()
                .areAnnotatedWith(Entity.class)
                .or()
                .areAssignableTo(Repository.class)
                .should(bePublic())
                .check(PRODUCTION);
    }

    @Test
    void eachHandlerSaysOnceWhoMayCallIt() {
        methods()
                .that()
                .areMetaAnnotatedWith(RequestMapping.class)
                .should(bearOneAccess())
                .check(PRODUCTION);
    }

    private static ArchCondition<JavaMethod> bearOneAccess() {
        return new ArchCondition<>("bear exactly one access annotation and not be private") {
            @Override
            public void check(JavaMethod method, ConditionEvents events) {
                var bears = method.getAnnotations().stream()
                        .filter(annotation -> annotation.getRawType().isAnnotatedWith(PreAuthorize.class))
                        .count();
                var isPrivate = method.getModifiers().contains(com.tngtech.archunit.core.domain.JavaModifier.PRIVATE);
                if (bears != 1 || isPrivate) {
                    events.add(SimpleConditionEvent.violated(method, method.getFullName() + " bears " + bears));
                }
            }
        };
    }

    @Test
    void namesSayTheThingAndNotThePattern() {
        for (var suffix : List.of("Service", "Manager", "Helper", "Util", "Utils", "Impl", "Dto", "Mapper", "Config")) {
            noClasses()
                    .that()
                    .doNotHaveSimpleName("SupportedService")
                    .should()
                    .haveSimpleNameEndingWith(suffix)
                    .check(PRODUCTION);
        }
    }

    @Test
    void eachQueryOfARepositoryNamesItsTenantOrSaysThatItReadsAcrossTenants() {
        methods()
                .that()
                .areDeclaredInClassesThat()
                .areAssignableTo(Repository.class)
                .and()
                .doNotHaveName("save")
                .and()
                .doNotHaveName("delete")
                .should(nameTheTenant())
                .check(PRODUCTION);
        noClasses()
                .should()
                .beAssignableTo(CrudRepository.class)
                .because("it brings queries that name no tenant")
                .check(PRODUCTION);
    }

    private static ArchCondition<JavaMethod> nameTheTenant() {
        return new ArchCondition<>("name the tenant or bear @AcrossTenants") {
            @Override
            public void check(JavaMethod method, ConditionEvents events) {
                var tenant = method.isAnnotatedWith(Query.class)
                        ? method.getAnnotationOfType(Query.class).value().matches("(?s).*[tT]enant(Id)? = \\?.*")
                        : method.getName().matches(".*(By|And)(Active)?Tenant(Id)?((And|Order).*)?");
                if (tenant == method.isAnnotatedWith(AcrossTenants.class)) {
                    events.add(SimpleConditionEvent.violated(method, method.getFullName()));
                }
            }
        };
    }

    @Test
    void timeComesFromTheClock() {
        noClasses()
                .should()
                .callMethodWhere(target(name("now"))
                        .and(target(owner(DescribedPredicate.describe(
                                "java.time",
                                (JavaClass type) -> type.getPackageName().equals("java.time"))))))
                .check(PRODUCTION);
    }

    @Test
    void noTransactionIsOpenWhileMicrosoftIsAsked() {
        noMethods()
                .that()
                .areAnnotatedWith(Transactional.class)
                .should(callGraph())
                .check(PRODUCTION);
    }

    private static ArchCondition<JavaMethod> callGraph() {
        return new ArchCondition<>("ask Microsoft") {
            @Override
            public void check(JavaMethod method, ConditionEvents events) {
                method.getMethodCallsFromSelf().stream()
                        .filter(call -> call.getTargetOwner().isEquivalentTo(MicrosoftGraph.class)
                                || call.getTargetOwner().isEquivalentTo(SecurityGraph.class)
                                || call.getTargetOwner().getSimpleName().equals("EligibilityCheck")
                                        && !call.getName().equals("last"))
                        .forEach(call -> events.add(SimpleConditionEvent.satisfied(method, call.getDescription())));
            }
        };
    }
}
