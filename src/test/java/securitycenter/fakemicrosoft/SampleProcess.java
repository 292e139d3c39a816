package securitycenter.fakemicrosoft;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * A process on a computer.
 *
 * @param person for whom it runs; null for Windows itself
 * @param folder of its file
 * @param parent null where that does not matter
 */
record SampleProcess(
        String host,
        String person,
        String fileName,
        String folder,
        String commandLine,
        long id,
        Instant started,
        SampleProcess parent) {

    private static final long A_WEEK = 604_800;

    static final String SYSTEM_FOLDER = "C:\\Windows\\System32";

    static final String OFFICE_FOLDER = "C:\\Program Files\\Microsoft Office\\root\\Office16";

    /** What starts the services of Windows. */
    static SampleProcess services(String host, Instant when) {
        var booted = Instant.EPOCH.plus(when.getEpochSecond() / A_WEEK * A_WEEK, ChronoUnit.SECONDS);
        var first = new SampleProcess(host, null, "wininit.exe", SYSTEM_FOLDER, "wininit.exe", 612, booted, null);
        return first.starts("services.exe", SYSTEM_FOLDER, "services.exe", 704, booted.plusSeconds(1));
    }

    /** From which a person starts everything else. */
    static SampleProcess desktop(String host, String person, Instant when) {
        var id = 4_000 + SampleEvidence.number(host, 2_000);
        var signedIn = signedIn(host, when);
        var logon = new SampleProcess(
                host, person, "userinit.exe", SYSTEM_FOLDER, "userinit.exe", id - 40, signedIn.minusSeconds(4), null);
        return logon.starts("explorer.exe", "C:\\Windows", "C:\\Windows\\Explorer.EXE", id, signedIn);
    }

    /** Once a day, in the morning. */
    private static Instant signedIn(String host, Instant when) {
        var today = when.truncatedTo(ChronoUnit.DAYS).plusSeconds(18_000 + SampleEvidence.number(host, 10_000));
        return today.isBefore(when.minusSeconds(3_600)) ? today : today.minus(1, ChronoUnit.DAYS);
    }

    SampleProcess starts(String file, String folderOfFile, String line, long number, Instant when) {
        return new SampleProcess(host, person, file, folderOfFile, line, number, when, this);
    }

    /** In the columns of what was started. */
    GraphJson asStarted(Estate estate) {
        var file = estate.details(fileName);
        var columns = estate.file(fileName, folder)
                .with("ProcessVersionInfoCompanyName", company())
                .with("ProcessVersionInfoProductName", product())
                .with("ProcessVersionInfoProductVersion", company().isEmpty() ? "" : "10.0.22621.4391")
                .with("ProcessVersionInfoInternalFileName", company().isEmpty() ? "" : baseName())
                .with("ProcessVersionInfoOriginalFileName", company().isEmpty() ? "" : file.get("fileName"))
                .with("ProcessVersionInfoFileDescription", company().isEmpty() ? "" : baseName())
                .with("ProcessId", id)
                .with("ProcessCommandLine", commandLine)
                .with("ProcessIntegrityLevel", integrity())
                .with("ProcessTokenElevation", elevation())
                .with("ProcessCreationTime", GraphJson.date(started));
        columns.putAll(estate.account(person, ""));
        return columns.with("LogonId", logon())
                .with("CreatedProcessSessionId", session())
                .with("IsProcessRemoteSession", false)
                .with("ProcessUniqueId", uniqueId());
    }

    /** In the columns of what caused an event. */
    GraphJson asCause(Estate estate) {
        var file = estate.details(fileName);
        var columns = estate.account(person, "InitiatingProcess");
        return columns.with("InitiatingProcessSHA1", file.get("sha1"))
                .with("InitiatingProcessSHA256", file.get("sha256"))
                .with("InitiatingProcessMD5", file.get("md5"))
                .with("InitiatingProcessFileName", fileName)
                .with("InitiatingProcessFileSize", file.get("fileSize"))
                .with("InitiatingProcessFolderPath", folder + "\\" + fileName)
                .with("InitiatingProcessVersionInfoCompanyName", company())
                .with("InitiatingProcessVersionInfoProductName", product())
                .with("InitiatingProcessId", id)
                .with("InitiatingProcessCommandLine", commandLine)
                .with("InitiatingProcessCreationTime", GraphJson.date(started))
                .with("InitiatingProcessIntegrityLevel", integrity())
                .with("InitiatingProcessTokenElevation", elevation())
                .with("InitiatingProcessParentId", parent == null ? 0 : parent.id)
                .with("InitiatingProcessParentFileName", parent == null ? "" : parent.fileName)
                .with("InitiatingProcessParentCreationTime", parent == null ? null : GraphJson.date(parent.started))
                .with("InitiatingProcessSessionId", session())
                .with("IsInitiatingProcessRemoteSession", false)
                .with("InitiatingProcessUniqueId", uniqueId());
    }

    private boolean isSigned() {
        return folder.startsWith("C:\\Windows\\System32")
                || folder.equals("C:\\Windows")
                || folder.startsWith("C:\\Program Files");
    }

    private String company() {
        return isSigned() ? "Microsoft Corporation" : "";
    }

    private String product() {
        if (!isSigned()) {
            return "";
        }
        return folder.startsWith("C:\\Windows") ? "Microsoft® Windows® Operating System" : baseName();
    }

    private String baseName() {
        return fileName.replaceFirst("\\.exe$", "");
    }

    private String integrity() {
        return person == null ? "System" : "Medium";
    }

    private String elevation() {
        return person == null ? "TokenElevationTypeDefault" : "TokenElevationTypeLimited";
    }

    private long logon() {
        return person == null ? 999 : 100_000 + SampleEvidence.number(host + person, 800_000);
    }

    private int session() {
        return person == null ? 0 : 1;
    }

    private String uniqueId() {
        return String.valueOf(started.getEpochSecond() * 100_000 + id);
    }
}
