package securitycenter.api;

import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** The address at which programs find us: as configured, never as a request says. */
@Component
class OwnAddress {

    private final ApiSettings settings;
    private final Environment environment;

    OwnAddress(ApiSettings settings, Environment environment) {
        this.settings = settings;
        this.environment = environment;
    }

    /** Without a configured one, as on a developer's machine, it is that of this machine. */
    String of(String path) {
        var site = settings.address();
        return site == null || site.toString().isEmpty()
                ? "http://localhost:" + environment.getProperty("local.server.port", "8080") + path
                : site.toString().replaceFirst("/+$", "") + path;
    }
}
