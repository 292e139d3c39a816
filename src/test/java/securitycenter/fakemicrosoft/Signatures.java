package securitycenter.fakemicrosoft;

import static securitycenter.fakemicrosoft.GraphJson.object;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Who signed the programs that events are about: Microsoft, a publisher that is trusted, the file's own maker, nobody. */
final class Signatures {

    /** @param catalog the signature is not in the file */
    private record Signature(String signer, String issuer, boolean catalog, boolean trusted) {

        boolean isOfMicrosoft() {
            return signer.startsWith("Microsoft ");
        }
    }

    private static final Set<String> TABLES =
            Set.of("DeviceProcessEvents", "DeviceFileEvents", "DeviceImageLoadEvents");

    private static final Instant SIGNED = Instant.parse("2025-05-14T18:46:02Z");
    private static final Signature NONE = new Signature("", "", false, false);
    private static final Signature WINDOWS =
            new Signature("Microsoft Windows", "Microsoft Windows Production PCA 2011", true, true);
    private static final Signature PRODUCT =
            new Signature("Microsoft Corporation", "Microsoft Code Signing PCA 2011", false, true);

    private final Estate estate;

    Signatures(Estate estate) {
        this.estate = estate;
    }

    /** With what is known of the programs in them, once for each computer. */
    List<EventRow> added(List<EventRow> rows) {
        var known = new HashSet<List<Object>>();
        var all = new ArrayList<>(rows);
        rows.stream()
                .filter(Signatures::isProgram)
                .filter(row -> known.add(
                        List.of(row.columns().get("DeviceId"), row.columns().get("SHA1"))))
                .map(this::signature)
                .forEach(all::add);
        return all;
    }

    private static boolean isProgram(EventRow row) {
        return TABLES.contains(row.table())
                && Stream.of(".exe", ".dll").anyMatch(text(row, "FileName").toLowerCase()::endsWith);
    }

    private EventRow signature(EventRow program) {
        var file = program.columns();
        var signature = of(text(program, "FileName"), text(program, "FolderPath"));
        var columns = object().with("DeviceId", file.get("DeviceId"))
                .with("DeviceName", file.get("DeviceName"))
                .with("SHA1", file.get("SHA1"))
                .with("IsSigned", signature != NONE)
                .with("IsTrusted", signature.trusted())
                .with("IsRootSignerMicrosoft", signature.isOfMicrosoft());
        if (signature != NONE) {
            columns.putAll(certificate(signature));
        }
        return EventRow.of(
                "DeviceFileCertificateInfo",
                program.when(),
                columns.with("ReportId", 1 + SampleEvidence.number(columns.toString() + program.when(), 2_000_000)));
    }

    private static GraphJson certificate(Signature signature) {
        return object().with("SignatureType", signature.catalog() ? "Catalog" : "Embedded")
                .with("Signer", signature.signer())
                .with("SignerHash", SampleEvidence.hash("SHA-1", signature.signer()))
                .with("Issuer", signature.issuer())
                .with("IssuerHash", SampleEvidence.hash("SHA-1", signature.issuer()))
                .with(
                        "CertificateSerialNumber",
                        SampleEvidence.hash("SHA-1", "number of " + signature.signer())
                                .substring(0, 38))
                .with("CertificateCreationTime", GraphJson.date(SIGNED.minusSeconds(86_400 * 90)))
                .with("CertificateExpirationTime", GraphJson.date(SIGNED.plusSeconds(86_400 * 640)))
                .with("CertificateCountersignatureTime", signature.trusted() ? GraphJson.date(SIGNED) : null);
    }

    private static Signature of(String name, String path) {
        if (path.startsWith(SampleProcess.SYSTEM_FOLDER) || path.equals("C:\\Windows\\" + name)) {
            return WINDOWS;
        }
        if (path.startsWith("C:\\Program Files")) {
            return PRODUCT;
        }
        if (name.startsWith("couponbar")) {
            return new Signature("Coupon Bar", "Coupon Bar", false, false);
        }
        return OrdinaryWork.DOWNLOADS.contains(name)
                ? new Signature(name.replace("Setup.exe", "") + " B.V.", "Example Trust Code Signing CA 3", false, true)
                : NONE;
    }

    private static String text(EventRow row, String column) {
        return String.valueOf(row.columns().get(column));
    }
}
