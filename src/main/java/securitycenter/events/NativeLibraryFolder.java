package securitycenter.events;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * DuckDB unpacks 70 MB of native code into the temporary folder at each start, and a killed process leaves them there.
 * So the temporary folder is one of ours, and what earlier processes left is deleted.
 */
class NativeLibraryFolder implements EnvironmentPostProcessor {

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        var folder = Path.of(environment.getProperty("data-folder", "./data"), "tmp")
                .toAbsolutePath()
                .normalize();
        try {
            Files.createDirectories(folder);
            try (var left = Files.newDirectoryStream(folder, "libduckdb_java*")) {
                for (var library : left) {
                    Files.deleteIfExists(library);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot use " + folder + " for temporary files", e);
        }
        System.setProperty("java.io.tmpdir", folder.toString());
    }
}
