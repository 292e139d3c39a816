package securitycenter.provisioning;

import static securitycenter.homes.DataCenter.EUROPEAN_UNION;
import static securitycenter.homes.DataCenter.UNITED_KINGDOM;

import securitycenter.LastWork;
import securitycenter.homes.DataCenter;
import securitycenter.homes.TenantHome;

/** A step, or a part of a move, by its name. */
class LastOfARun extends LastWork {

    @Override
    protected Object of(Object bean, String where) {
        return switch (bean) {
            case ProvisioningStep step when where.equals(step.name()) -> stopping(bean, EUROPEAN_UNION);
            case ProvisioningStep step
            when where.equals(step.name() + " in the new place") -> stopping(bean, UNITED_KINGDOM);
            case Move _ when where.startsWith("move-") -> stopping(bean, where.substring("move-".length()));
            case Runs _ when where.equals("move-switch") -> stopping(bean, "switchHomes");
            // The switch has written this and not yet committed.
            case ResidenceRepository _ when where.equals("within move-switch") -> stopping(bean, "save");
            default -> bean;
        };
    }

    private Object stopping(Object step, DataCenter place) {
        return stopping(
                step,
                call -> call.getMethod().getName().equals("provision")
                        && call.getArguments()[0] instanceof TenantHome home
                        && home.dataCenter() == place);
    }
}
