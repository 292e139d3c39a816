package securitycenter.fakemicrosoft;

import static securitycenter.fakemicrosoft.GraphJson.object;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** All computers and people as they are at a moment. */
final class Inventory {

    private static final List<String> DEPARTMENTS = List.of("Finance", "Sales", "Logistics", "IT");

    private final Estate estate;

    Inventory(Estate estate) {
        this.estate = estate;
    }

    List<EventRow> at(Instant when) {
        var rows = new ArrayList<EventRow>();
        estate.computers().forEach(host -> {
            rows.add(device(host, when));
            rows.add(adapter(host, when));
        });
        estate.people().forEach(person -> rows.add(person(person, when)));
        return rows;
    }

    private EventRow device(String host, Instant when) {
        var isServer = Estate.isServer(host);
        return state(
                "DeviceInfo",
                when,
                host,
                object().with("ClientVersion", "10.8760.22621.4391")
                        .with("PublicIP", SampleEvidence.OFFICE)
                        .with("OSArchitecture", "64-bit")
                        .with("OSPlatform", isServer ? "WindowsServer2022" : "Windows11")
                        .with("OSBuild", isServer ? 20_348 : 22_631)
                        .with("OSVersion", "10.0")
                        .with("OSVersionInfo", isServer ? "21H2" : "23H2")
                        .with("IsAzureADJoined", true)
                        .with("JoinType", "Hybrid Azure AD Join")
                        .with(
                                "AadDeviceId",
                                estate.tenant().idOf("Entra device " + host).toString())
                        .with("LoggedOnUsers", loggedOn(host))
                        .with("MachineGroup", isServer ? "Servers" : "Workstations")
                        .with("OnboardingStatus", "Onboarded")
                        .with("DeviceCategory", "Endpoint")
                        .with("DeviceType", isServer ? "Server" : "Workstation")
                        .with("Model", isServer ? "Virtual Machine" : "Latitude 7440")
                        .with("Vendor", isServer ? "Microsoft Corporation" : "Dell Inc.")
                        .with("IsInternetFacing", false)
                        .with("SensorHealthState", "Active")
                        .with("IsExcluded", false)
                        .with("ExposureLevel", isServer ? "Medium" : "Low")
                        .with("AssetValue", host.equals(Estate.DOMAIN_CONTROLLER) ? "High" : "Normal"));
    }

    private String loggedOn(String host) {
        return estate.ownerOf(host)
                .map(owner -> estate.account(owner, ""))
                .map(account -> "[%s]"
                        .formatted(Estate.text(object().with("UserName", account.get("AccountName"))
                                .with("DomainName", account.get("AccountDomain"))
                                .with("Sid", account.get("AccountSid")))))
                .orElse("[]");
    }

    private EventRow adapter(String host, Instant when) {
        var address = SampleEvidence.address(host);
        return state(
                "DeviceNetworkInfo",
                when,
                host,
                object().with("NetworkAdapterName", "{" + estate.tenant().idOf("adapter " + host) + "}")
                        .with(
                                "MacAddress",
                                SampleEvidence.hash("MD5", host)
                                        .substring(0, 12)
                                        .toUpperCase())
                        .with("NetworkAdapterType", "Ethernet")
                        .with("NetworkAdapterStatus", "Up")
                        .with("TunnelType", "None")
                        .with(
                                "ConnectedNetworks",
                                "[{\"Name\":\"%s\",\"IsConnectedToInternet\":true,\"Category\":\"Domain\"}]"
                                        .formatted(estate.tenant().domain()))
                        .with("DnsAddresses", "[\"" + SampleEvidence.address(Estate.DOMAIN_CONTROLLER) + "\"]")
                        .with("DefaultGateways", "[\"" + address.replaceFirst("\\d+$", "1") + "\"]")
                        .with(
                                "IPAddresses",
                                "[{\"IPAddress\":\"%s\",\"SubnetPrefix\":24,\"AddressType\":\"Private\"}]"
                                        .formatted(address))
                        .with("OnboardingStatus", "Onboarded"));
    }

    private EventRow state(String table, Instant when, String host, GraphJson columns) {
        var all = object().with("DeviceId", SampleEvidence.deviceId(estate.tenant(), host))
                .with("DeviceName", estate.fullName(host));
        all.putAll(columns);
        return EventRow.of(table, when, all.with("ReportId", 1 + SampleEvidence.number(host + when, 2_000_000)));
    }

    private EventRow person(String name, Instant when) {
        var number = estate.people().indexOf(name);
        var account = estate.account(name, "");
        return estate.elsewhere(
                "IdentityInfo",
                when,
                object().with("AccountObjectId", account.get("AccountObjectId"))
                        .with("AccountUpn", account.get("AccountUpn"))
                        .with("OnPremSid", account.get("AccountSid"))
                        .with("AccountDisplayName", name)
                        .with("AccountName", account.get("AccountName"))
                        .with("AccountDomain", account.get("AccountDomain"))
                        .with("Type", "User")
                        .with("GivenName", name.substring(0, name.indexOf(' ')))
                        .with("Surname", name.substring(name.indexOf(' ') + 1))
                        .with("Department", DEPARTMENTS.get(number % DEPARTMENTS.size()))
                        .with("JobTitle", number % 4 == 3 ? "System administrator" : "Employee")
                        .with("EmailAddress", account.get("AccountUpn"))
                        .with("City", "Utrecht")
                        .with("Country", "NL")
                        .with("IsAccountEnabled", true)
                        .with("ChangeSource", "AzureActiveDirectory")
                        .with("SourceProviders", List.of("ActiveDirectory", "AzureActiveDirectory"))
                        .with("IdentityEnvironment", "Hybrid"));
    }
}
