package securitycenter;

import java.nio.file.Path;
import java.util.Map;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/** H2 refuses {@code data} where it takes {@code ./data}; people need not know. */
class AbsoluteDataFolder implements EnvironmentPostProcessor {

    private static final String NAME = "data-folder";

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        var given = environment.getProperty(NAME);
        if (given != null) {
            var absolute = Path.of(given).toAbsolutePath().normalize().toString();
            environment.getPropertySources().addFirst(new MapPropertySource(NAME, Map.of(NAME, absolute)));
        }
    }
}
