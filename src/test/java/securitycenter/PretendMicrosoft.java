package securitycenter;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import securitycenter.fakemicrosoft.FakeMicrosoft;
import securitycenter.identity.MicrosoftEndpoints;

/** Puts the pretend Microsoft beside the application and points the application at it. */
@TestConfiguration(proxyBeanMethods = false)
public class PretendMicrosoft {

    @Bean(destroyMethod = "stop")
    FakeMicrosoft microsoft(@Value("${pretend-microsoft.port:0}") int port) {
        return FakeMicrosoft.start(port);
    }

    @Bean
    @Primary
    MicrosoftEndpoints pretendEndpoints(FakeMicrosoft microsoft) {
        return microsoft.endpoints();
    }
}
