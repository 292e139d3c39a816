package securitycenter.provisioning;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import org.springframework.stereotype.Component;
import org.springframework.util.FileSystemUtils;
import securitycenter.homes.TenantHome;

/** The tenant's folder in its data center. */
@Component
class ReserveDataCenter implements ProvisioningStep {

    @Override
    public String name() {
        return "reserve-data-center";
    }

    @Override
    public int order() {
        return 200;
    }

    @Override
    public Part part() {
        return Part.PLACE;
    }

    @Override
    public boolean isBuilt(TenantHome home) {
        return Files.isDirectory(home.folder());
    }

    @Override
    public void provision(TenantHome home) {
        try {
            Files.createDirectories(home.folder());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void deprovision(TenantHome home) {
        try {
            FileSystemUtils.deleteRecursively(home.folder());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public boolean isGone(TenantHome home) {
        return !Files.exists(home.folder());
    }
}
