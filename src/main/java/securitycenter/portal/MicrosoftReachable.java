package securitycenter.portal;

import java.time.Clock;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import securitycenter.identity.MicrosoftEndpoints;

/** Names, at the operator's health address, the hosts of Microsoft that cannot be reached. */
@Configuration(proxyBeanMethods = false)
class MicrosoftReachable {

    @Bean
    HealthIndicator entraHealthIndicator(MicrosoftEndpoints microsoft, Clock clock) {
        return new HostHealth(microsoft.login(), clock);
    }

    @Bean
    HealthIndicator graphHealthIndicator(MicrosoftEndpoints microsoft, Clock clock) {
        return new HostHealth(microsoft.graph(), clock);
    }
}
