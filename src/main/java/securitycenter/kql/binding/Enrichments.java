package securitycenter.kql.binding;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import securitycenter.kql.schema.KqlType;
import securitycenter.kql.syntax.Expression;
import securitycenter.kql.syntax.KqlException;
import securitycenter.kql.syntax.Span;

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
                        | project SHA1, SHA256, MD5, FileSize, FileName, DeviceId, Timestamp, $_p = "", $_s = ""),
                    (DeviceImageLoadEvents
                        | project SHA1, SHA256, MD5, FileSize, FileName, DeviceId, Timestamp, $_p = "", $_s = ""),
                    (DeviceProcessEvents
                        | project SHA1, SHA256, MD5, FileSize, FileName, DeviceId, Timestamp,
                            $_p = ProcessVersionInfoCompanyName, $_s = ProcessVersionInfoProductName),
                    (DeviceProcessEvents
                        | project SHA1 = InitiatingProcessSHA1, SHA256 = InitiatingProcessSHA256,
                            MD5 = InitiatingProcessMD5, FileSize = InitiatingProcessFileSize,
                            FileName = InitiatingProcessFileName, DeviceId, Timestamp,
                            $_p = InitiatingProcessVersionInfoCompanyName, $_s = InitiatingProcessVersionInfoProductName)
                | where isnotempty(%2$s)
                | summarize $_sha1 = max(SHA1), $_sha256 = max(SHA256), $_md5 = max(MD5), $_size = max(FileSize),
                    $_devices = dcount(DeviceId), $_first = min(Timestamp), $_last = max(Timestamp), $_name = max(FileName),
                    $_publisher = max($_p), $_software = max($_s) by $_file = tolower(%2$s)
                | lookup kind=leftouter (
                    DeviceFileCertificateInfo
                    | summarize arg_max(Timestamp, Signer, Issuer, SignerHash, IsTrusted, IsRootSignerMicrosoft, IsSigned)
                        by $_signed = SHA1
                    | project $_signed, $_signer = Signer, $_issuer = Issuer, $_hash = SignerHash, $_valid = IsTrusted,
                        $_root = IsRootSignerMicrosoft, $_isSigned = IsSigned
                    ) on $left.$_sha1 == $right.$_signed
                | lookup kind=leftouter (
                    AlertEvidence | where isnotempty(ThreatFamily) and isnotempty(SHA1)
                    | summarize $_threat = max(ThreatFamily) by $_found = SHA1
                    ) on $left.$_sha1 == $right.$_found
                ) on $left.$_key == $right.$_file
            | extend SHA1 = iff(isempty($_sha1), column_ifexists("SHA1", ""), $_sha1),
                SHA256 = iff(isempty($_sha256), column_ifexists("SHA256", ""), $_sha256),
                MD5 = iff(isempty($_md5), column_ifexists("MD5", ""), $_md5),
                FileSize = coalesce($_size, column_ifexists("FileSize", long(null))),
                GlobalPrevalence = $_devices, GlobalFirstSeen = $_first, GlobalLastSeen = $_last,
                Signer = $_signer, Issuer = $_issuer, SignerHash = $_hash, IsCertificateValid = $_valid,
                IsRootSignerMicrosoft = $_root,
                SignatureState = case($_isSigned == true and $_valid == true, "SignedValid",
                    $_isSigned == true, "SignedInvalid", $_isSigned == false, "Unsigned", "Unknown"),
                IsExecutable = iff(isempty($_name), bool(null),
                    $_name matches regex @"(?i)\\.(exe|dll|sys|com|scr|cpl|ocx|drv|msi|bat|cmd|ps1|vbs|js)$"),
                ThreatName = $_threat, Publisher = $_publisher, SoftwareName = $_software,
                ProfileAvailability = iff(isnull($_devices), "Missing", "Available")
            | project-away $_*""";

    private static final String DEVICES = """
            lookup kind=leftouter (
                DeviceNetworkInfo
                | where Timestamp <= %2$s
                | mv-expand $_address = parse_json(IPAddresses)
                | extend $_ip = tostring($_address.IPAddress)
                | where isnotempty($_ip)
                | summarize arg_max(Timestamp, DeviceId) by $_ip
                | project $_ip, $_device = DeviceId
                ) on $left.$_key == $right.$_ip
            | extend IP = $_key, DeviceId = $_device
            | project-away $_*""";

    private static final String SEEN = """
            lookup kind=leftouter (
                DeviceNetworkInfo
                | mv-expand $_address = parse_json(IPAddresses)
                | extend $_ip = tostring($_address.IPAddress)
                | where isnotempty($_ip)
                | distinct $_device = DeviceId, $_ip
                | join kind=inner (DeviceNetworkEvents | distinct $_by = DeviceId, RemoteIP)
                    on $left.$_ip == $right.RemoteIP
                | where $_by != $_device
                | summarize $_devices = make_set($_by) by $_device
                ) on $left.$_key == $right.$_device
            | extend SeenBy = $_devices
            | project-away $_*""";

    private static final String ADDRESSES = """
            where DeviceName =~ %1$s or DeviceId == %1$s
            | where Timestamp <= %2$s
            | summarize arg_max(Timestamp, *) by NetworkAdapterName
            | mv-expand $_address = parse_json(IPAddresses)
            | project Timestamp, IPAddress = tostring($_address.IPAddress), IPType = tostring($_address.AddressType),
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
                yield steps(FILES, "tolower(tostring(" + quoted(column) + "))", kind, input, call.span());
            }
            case "DeviceFromIP" -> steps(DEVICES, quoted(columnOr("IP", call, input)), time(call), input, call.span());
            default -> steps(SEEN, quoted(columnOr("DeviceId", call, input)), "", input, call.span());
        };
    }

    private Relation steps(String text, String key, String other, Relation input, Span at) {
        return binder.steps("extend $_key = " + key + " | " + text.formatted(key, other), input, at);
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
        var networks = binder.table(new Expression.Name("DeviceNetworkInfo", call.named()), new Scope(null));
        return binder.steps(ADDRESSES.formatted(literal(device), time(call)), networks, call.span());
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
            var isColumn = argument.value() instanceof Expression.Name(var name, var _) && scope.find(name) == null;
            if (!isColumn
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
