package securitycenter;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.annotation.DirtiesContext.HierarchyMode;
import org.springframework.test.context.DynamicPropertyRegistrar;
import org.springframework.test.context.TestContext;
import org.springframework.test.context.TestExecutionListener;
import org.springframework.test.context.TestExecutionListeners;
import org.springframework.test.context.TestExecutionListeners.MergeMode;

/**
 * The whole application beside the pretend Microsoft, on free ports, over real HTTP. One context serves many test
 * classes; each makes a tenant of its own.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "entra.client-id=test",
            "entra.client-secret=test",
            "entra.operator-tenant=" + ApplicationTest.OPERATOR,
            "support.second-person=true",
            // One that is full, and one whose database is away.
            "provisioning.data-centers.australia.storage=${data-folder}/australia",
            "provisioning.data-centers.australia.keep-free=100000TB",
            "provisioning.data-centers.india.storage=${data-folder}/india",
            "provisioning.data-centers.india.database.url=jdbc:h2:tcp://localhost:1/homes",
            "provisioning.data-centers.india.database.username=homes",
            // As in production, but a commit does not wait for the file.
            "spring.datasource.url=jdbc:h2:file:${data-folder}/center" + ApplicationTest.H2,
            "provisioning.data-centers.european-union.database.url=jdbc:h2:file:${data-folder}/european-union/homes"
                    + ApplicationTest.H2,
            "provisioning.data-centers.european-union.database.username=homes",
            "provisioning.data-centers.united-kingdom.database.url=jdbc:h2:file:${data-folder}/united-kingdom/homes"
                    + ApplicationTest.H2,
            "provisioning.data-centers.united-kingdom.database.username=homes",
            "provisioning.data-centers.united-states.database.url=jdbc:h2:file:${data-folder}/united-states/homes"
                    + ApplicationTest.H2,
            "provisioning.data-centers.united-states.database.username=homes",
            // The tests look themselves.
            "streaming.storage-poll=1d",
            "logging.level.kafka=warn",
            "logging.level.state=warn",
            "management.server.port=0"
        })
@Import({PretendMicrosoft.class, Visitors.class, ApplicationTest.OwnData.class})
@TestExecutionListeners(listeners = ApplicationTest.FewHomes.class, mergeMode = MergeMode.MERGE_WITH_DEFAULTS)
public @interface ApplicationTest {

    String H2 = ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH;DB_CLOSE_ON_EXIT=FALSE";

    /** The id of the tenant "securitycenter" of the pretend Microsoft. */
    String OPERATOR = "a0ce2f33-8fd2-3d81-8db2-b835b698afb3";

    /** A folder of its own for each context. */
    @TestConfiguration(proxyBeanMethods = false)
    class OwnData {

        @Bean
        static DynamicPropertyRegistrar folder() {
            var data = MortalProcess.freshData("main").toString();
            return properties -> properties.add("data-folder", () -> data);
        }
    }

    /**
     * Ends a context with many homes. H2 looks at each table in a file for each change of a schema: among four hundred
     * homes a test waits longer for that than for all else.
     */
    class FewHomes implements TestExecutionListener {

        private static final int FEW = 60;

        @Override
        public void afterTestClass(TestContext test) {
            var homes = test.getApplicationContext()
                    .getBean(JdbcClient.class)
                    .sql("select count(*) from tenant_home")
                    .query(Integer.class)
                    .single();
            if (homes > FEW) {
                test.markApplicationContextDirty(HierarchyMode.EXHAUSTIVE);
            }
        }
    }
}
