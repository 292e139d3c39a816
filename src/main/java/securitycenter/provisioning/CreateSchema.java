package securitycenter.provisioning;

import java.util.Map;
import org.springframework.stereotype.Component;
import securitycenter.homes.Contents;
import securitycenter.homes.Export;
import securitycenter.homes.HomeSchema;
import securitycenter.homes.TenantHome;

/** The tenant's database schema, brought to the newest version of {@code db/tenant}. */
@Component
class CreateSchema implements ProvisioningStep {

    private final HomeSchema schema;

    CreateSchema(HomeSchema schema) {
        this.schema = schema;
    }

    @Override
    public String name() {
        return "create-schema";
    }

    @Override
    public int order() {
        return 300;
    }

    @Override
    public Part part() {
        return Part.PLACE;
    }

    @Override
    public boolean isBuilt(TenantHome home) {
        return schema.exists(home);
    }

    @Override
    public void provision(TenantHome home) {
        schema.migrate(home);
    }

    @Override
    public void deprovision(TenantHome home) {
        schema.drop(home);
    }

    @Override
    public boolean isGone(TenantHome home) {
        return !schema.exists(home);
    }

    @Override
    public void export(TenantHome home, Export export) {
        schema.export(home, export);
    }

    @Override
    public void freeze(TenantHome home) {
        schema.freeze(home);
    }

    @Override
    public void thaw(TenantHome home) {
        schema.thaw(home);
    }

    @Override
    public void copy(TenantHome from, TenantHome to) {
        schema.copy(from, to);
    }

    @Override
    public Map<String, Contents> census(TenantHome home) {
        return schema.census(home);
    }
}
