package securitycenter.kql.binding;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import securitycenter.kql.schema.KqlType;
import securitycenter.kql.syntax.Expression;
import securitycenter.kql.syntax.KqlException;

/**
 * The functions that Defender adds to the language. Microsoft answers them from what it knows of the whole world; here the
 * organization's own events are what is known, and so "global" is what all of its devices have seen.
 */
final class Enrichments {

    private static final Set<String> NAMES = Set.of("FileProfile", "DeviceFromIP", "SeenBy");

    private static final String FILES = """
            lookup kind=leftouter (
                union
                    (DeviceFileEvents
                        | project SHA1, SHA256, MD5, FileSize, FileName, DeviceId, Timestamp, $p = "", $s = ""),
                    (DeviceImageLoadEvents
                        | project SHA1, SHA256, MD5, FileSize, FileName, DeviceId, Timestamp, $p = "", $s = ""),
                    (DeviceProcessEvents
                        | project SHA1, SHA256, MD5, FileSize, FileName, DeviceId, Timestamp,
                            $p = ProcessVersionInfoCompanyName, $s = ProcessVersionInfoProductName),
                    (DeviceProcessEvents
                        | project SHA1 = InitiatingProcessSHA1, SHA256 = InitiatingProcessSHA256,
                            MD5 = InitiatingProcessMD5, FileSize = InitiatingProcessFileSize,
                            FileName = InitiatingProcessFileName, DeviceId, Timestamp,
                            $p = InitiatingProcessVersionInfoCompanyName, $s = InitiatingProcessVersionInfoProductName)
                | where isnotempty(%2$s)
                | summarize $sha1 = max(SHA1), $sha256 = max(SHA256), $md5 = max(MD5), $size = max(FileSize),
                    $devices = dcount(DeviceId), $first = min(Timestamp), $last = max(Timestamp), $name = max(FileName),
                    $publisher = max($p), $software = max($s) by $file = tolower(%2$s)
                | lookup kind=leftouter (
                    DeviceFileCertificateInfo
                    | summarize arg_max(Timestamp, Signer, Issuer, SignerHash, IsTrusted, IsRootSignerMicrosoft, IsSigned)
                        by $signed = SHA1
                    | project $signed, $signer = Signer, $issuer = Issuer, $hash = SignerHash, $valid = IsTrusted,
                        $root = IsRootSignerMicrosoft, $isSigned = IsSigned
                    ) on $left.$sha1 == $right.$signed
                | lookup kind=leftouter (
                    AlertEvidence | where isnotempty(ThreatFamily) and isnotempty(SHA1)
                    | summarize $threat = max(ThreatFamily) by $found = SHA1
                    ) on $left.$sha1 == $right.$found
                ) on $left.$key == $right.$file
            | extend SHA1 = iff(isempty($sha1), column_ifexists("SHA1", ""), $sha1),
                SHA256 = iff(isempty($sha256), column_ifexists("SHA256", ""), $sha256),
                MD5 = iff(isempty($md5), column_ifexists("MD5", ""), $md5),
                FileSize = coalesce($size, column_ifexists("FileSize", long(null))),
                GlobalPrevalence = $devices, GlobalFirstSeen = $first, GlobalLastSeen = $last,
                Signer = $signer, Issuer = $issuer, SignerHash = $hash, IsCertificateValid = $valid,
                IsRootSignerMicrosoft = $root,
                SignatureState = case($isSigned == true and $valid == true, "SignedValid",
                    $isSigned == true, "SignedInvalid", $isSigned == false, "Unsigned", "Unknown"),
                IsExecutable = iff(isempty($name), bool(null),
                    $name matches regex @"(?i)\\.(exe|dll|sys|com|scr|cpl|ocx|drv|msi|bat|cmd|ps1|vbs|js)$"),
                ThreatName = $threat, Publisher = $publisher, SoftwareName = $software,
                ProfileAvailability = iff(isnull($devices), "Missing", "Available")
            | project-away $*""";

    private static final String DEVICES = """
            lookup kind=leftouter (
                DeviceNetworkInfo
                | where Timestamp <= %2$s
                | mv-expand $address = parse_json(IPAddresses)
                | extend $ip = tostring($address.IPAddress)
                | where isnotempty($ip)
                | summarize arg_max(Timestamp, DeviceId) by $ip
                | project $ip, $device = DeviceId
                ) on $left.$key == $right.$ip
            | extend IP = $key, DeviceId = $device
            | project-away $*""";

    private static final String SEEN = """
            lookup kind=leftouter (
                DeviceNetworkInfo
                | mv-expand $address = parse_json(IPAddresses)
                | extend $ip = tostring($address.IPAddress)
                | where isnotempty($ip)
                | distinct $device = DeviceId, $ip
                | join kind=inner (DeviceNetworkEvents | distinct $by = DeviceId, RemoteIP)
                    on $left.$ip == $right.RemoteIP
                | where $by != $device
                | summarize $devices = make_set($by) by $device
                ) on $left.$key == $right.$device
            | extend SeenBy = $devices
            | project-away $*""";

    private static final String ADDRESSES = """
            where DeviceName =~ %1$s or DeviceId == %1$s
            | where Timestamp <= %2$s
            | summarize arg_max(Timestamp, *) by NetworkAdapterName
            | mv-expand $address = parse_json(IPAddresses)
            | project Timestamp, IPAddress = tostring($address.IPAddress), IPType = tostring($address.AddressType),
                NetworkAdapterType, ConnectedNetworks""";

    private final Binder binder;
    private final Scope scope;

    Enrichments(Binder binder, Scope scope) {
        this.binder = binder;
        this.scope = scope;
    }

    static boolean isNamed(String function) {
        return NAMES.contains(function);
    }

    Relation bind(Expression.Call call, Relation input) {
        return switch (call.function()) {
            case "FileProfile" -> {
                var column = columnOr("SHA1", call, input);
                var kind = column.endsWith("SHA256") ? "SHA256" : column.endsWith("MD5") ? "MD5" : "SHA1";
                yield steps(FILES, "tolower(" + quoted(column) + ")", kind, input);
            }
            case "DeviceFromIP" -> steps(DEVICES, quoted(columnOr("IP", call, input)), time(call), input);
            default -> steps(SEEN, quoted(columnOr("DeviceId", call, input)), "", input);
        };
    }

    private Relation steps(String text, String key, String other, Relation input) {
        return binder.steps("extend $key = " + key + " | " + text.formatted(key, other), input, scope);
    }

    /** The addresses that a device had last, or at a time. */
    Relation addresses(Expression.Call call) {
        if (call.arguments().isEmpty()
                || !(binder.expressions(List.of(), scope)
                                .bind(call.arguments().getFirst().value())
                        instanceof Scalar.Constant(var _, String device))) {
            throw new KqlException(
                    call.span(),
                    "\"AssignedIPAddresses\" takes the name or the id of a device, and a time if you like.");
        }
        var networks = binder.table(new Expression.Name("DeviceNetworkInfo", call.named()), scope);
        return binder.steps(ADDRESSES.formatted(literal(device), time(call)), networks, scope);
    }

    /** Named bare or as a text. */
    private static String columnOr(String preset, Expression.Call call, Relation input) {
        var named = call.arguments().stream()
                .map(argument -> nameOf(argument.value()))
                .filter(name -> name != null && !name.isEmpty())
                .findFirst()
                .orElse(preset);
        if (Relation.find(input.fields(), named) == null) {
            throw Unknown.column(
                    call.span(), named, input.fields().stream().map(Field::name).toList());
        }
        return named;
    }

    private static @Nullable String nameOf(Expression expression) {
        return switch (expression) {
            case Expression.Name(var name, var _) -> name;
            case Expression.StringLiteral(var text, var _, var _) -> text;
            default -> null;
        };
    }

    /** The one that is given, or now. */
    private String time(Expression.Call call) {
        for (var argument : call.arguments()) {
            if (!(argument.value() instanceof Expression.Name)
                    && binder.expressions(List.of(), scope).bind(argument.value())
                            instanceof Scalar.Constant(var type, Long ticks)
                    && type == KqlType.DATETIME) {
                return "todatetime(" + ticks + ")";
            }
        }
        return "now()";
    }

    private static String quoted(String column) {
        return "[" + literal(column) + "]";
    }

    private static String literal(String text) {
        return "@'" + text.replace("'", "''") + "'";
    }
}
