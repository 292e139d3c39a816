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
            // The tests look themselves.
            "streaming.storage-poll=1d",
            "logging.level.kafka=warn",
            "logging.level.state=warn",
            "management.server.port=0",
            "data-folder=${test-data:target/test-data}/main"
        })
@Import({PretendMicrosoft.class, Visitors.class})
public @interface ApplicationTest {

    /** The id of the tenant "securitycenter" of the pretend Microsoft. */
    String OPERATOR = "a0ce2f33-8fd2-3d81-8db2-b835b698afb3";
}
