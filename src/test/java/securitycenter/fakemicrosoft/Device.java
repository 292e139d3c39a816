package securitycenter.fakemicrosoft;

import static securitycenter.fakemicrosoft.GraphJson.object;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** A computer with Defender for Endpoint on it. Its state follows from the actions that succeeded. */
public final class Device {

    private final Defender defender;
    private final String id;
    private final String name;

    Device(Defender defender, String id, String name) {
        this.defender = defender;
        this.id = id;
        this.name = name;
    }

    public String id() {
        return id;
    }

    /** With its domain. */
    public String name() {
        return name;
    }

    public boolean isIsolated() {
        return endedWith(ActionType.ISOLATE, ActionType.UNISOLATE);
    }

    public boolean isRestricted() {
        return endedWith(ActionType.RESTRICT_CODE_EXECUTION, ActionType.UNRESTRICT_CODE_EXECUTION);
    }

    public boolean isOffboarded() {
        return endedWith(ActionType.OFFBOARD, ActionType.OFFBOARD);
    }

    private boolean endedWith(ActionType doing, ActionType undoing) {
        return defender.succeeded(this).stream()
                .map(MachineAction::type)
                .filter(type -> type == doing || type == undoing)
                .reduce((earlier, later) -> later)
                .filter(type -> type == doing)
                .isPresent();
    }

    /** By their SHA-1. */
    public Set<String> quarantinedFiles() {
        return defender.succeeded(this).stream()
                .flatMap(action -> action.sha1().stream())
                .collect(Collectors.toSet());
    }

    /** All that was asked for, the oldest first. */
    public List<MachineAction> actions() {
        return defender.actions().stream()
                .filter(action -> action.device() == this)
                .toList();
    }

    Map<String, Object> json(Tenant tenant) {
        var host = name.split("\\.", 2)[0];
        var isServer = Estate.isServer(host);
        var address = SampleEvidence.address(host);
        return object().with("id", id)
                .with("computerDnsName", name)
                .with("firstSeen", "2025-06-11T07:20:05.1200000Z")
                .with("lastSeen", GraphJson.date(defender.now()))
                .with("osPlatform", isServer ? "WindowsServer2022" : "Windows11")
                .with("osVersion", null)
                .with("osProcessor", "x64")
                .with("version", isServer ? "21H2" : "23H2")
                .with("lastIpAddress", address)
                .with("lastExternalIpAddress", SampleEvidence.OFFICE)
                .with("osBuild", isServer ? 20_348 : 22_631)
                .with("healthStatus", isOffboarded() ? "Inactive" : "Active")
                .with("onboardingStatus", isOffboarded() ? "CanBeOnboarded" : "Onboarded")
                .with("rbacGroupId", isServer ? 2 : 1)
                .with("rbacGroupName", isServer ? "Servers" : "Workstations")
                .with("riskScore", "None")
                .with("exposureLevel", isServer ? "Medium" : "Low")
                .with("deviceValue", "Normal")
                .with("aadDeviceId", tenant.idOf("Entra device " + host).toString())
                .with("machineTags", List.of())
                .with("osArchitecture", "64-bit")
                .with(
                        "ipAddresses",
                        List.of(object().with("ipAddress", address)
                                .with("macAddress", null)
                                .with("type", "Ethernet")
                                .with("operationalStatus", "Up")));
    }

    @Override
    public String toString() {
        return name;
    }
}
