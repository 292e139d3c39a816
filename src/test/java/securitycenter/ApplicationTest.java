package securitycenter;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.context.annotation.Import;

/**
 * The whole application beside the pretend Microsoft, on free ports, over real HTTP. One context serves every test that
 * bears it; each test class makes a tenant of its own.
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
            "provisioning.data-centers.australia.storage=${test-data:target/test-data}/main/australia",
            "provisioning.data-centers.australia.keep-free=100000TB",
            "provisioning.data-centers.india.storage=${test-data:target/test-data}/main/india",
            "provisioning.data-centers.india.database.url=jdbc:h2:tcp://localhost:1/homes",
            "provisioning.data-centers.india.database.username=homes",
            // As in production, but a commit does not wait for the file: with the homes of all tests in it, that is
            // slow.
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
            "management.server.port=0",
            "data-folder=${test-data:target/test-data}/main"
        })
@Import({PretendMicrosoft.class, Visitors.class})
public @interface ApplicationTest {

    String H2 = ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH;DB_CLOSE_ON_EXIT=FALSE";

    /** The id of the tenant "securitycenter" of the pretend Microsoft. */
    String OPERATOR = "a0ce2f33-8fd2-3d81-8db2-b835b698afb3";
}
