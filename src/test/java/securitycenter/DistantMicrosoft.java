package securitycenter;

import java.net.URI;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import securitycenter.identity.MicrosoftEndpoints;

/** Points the application at a pretend Microsoft that lives in another process. */
@TestConfiguration(proxyBeanMethods = false)
public class DistantMicrosoft {

    @Bean
    @Primary
    MicrosoftEndpoints pretendEndpoints(@Value("${pretend-microsoft}") URI microsoft) {
        return new MicrosoftEndpoints(microsoft, microsoft, microsoft, microsoft);
    }
}
