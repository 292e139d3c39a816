package securitycenter.intake;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** @param interval how long after each reading the next one begins */
@ConfigurationProperties("intake")
record IntakeSettings(@DefaultValue("60s") Duration interval) {}
