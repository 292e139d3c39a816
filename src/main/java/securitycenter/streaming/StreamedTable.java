package securitycenter.streaming;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The hunting tables that are streamed, and the columns that make a row one of a kind among those of the same moment.
 * Without such columns, or where a row lacks one, the whole row does.
 */
enum StreamedTable {
    ALERT_INFO("AlertInfo"),
    ALERT_EVIDENCE("AlertEvidence"),
    DEVICE_INFO("DeviceInfo", "DeviceId"),
    DEVICE_NETWORK_INFO("DeviceNetworkInfo", "DeviceId", "NetworkAdapterName"),
    DEVICE_PROCESS_EVENTS("DeviceProcessEvents", "DeviceId", "ReportId"),
    DEVICE_NETWORK_EVENTS("DeviceNetworkEvents", "DeviceId", "ReportId"),
    DEVICE_FILE_EVENTS("DeviceFileEvents", "DeviceId", "ReportId"),
    DEVICE_REGISTRY_EVENTS("DeviceRegistryEvents", "DeviceId", "ReportId"),
    DEVICE_LOGON_EVENTS("DeviceLogonEvents", "DeviceId", "ReportId"),
    DEVICE_IMAGE_LOAD_EVENTS("DeviceImageLoadEvents", "DeviceId", "ReportId"),
    DEVICE_EVENTS("DeviceEvents", "DeviceId", "ReportId"),
    DEVICE_FILE_CERTIFICATE_INFO("DeviceFileCertificateInfo", "DeviceId", "ReportId"),
    EMAIL_EVENTS("EmailEvents", "ReportId", "NetworkMessageId", "RecipientEmailAddress"),
    EMAIL_URL_INFO("EmailUrlInfo", "ReportId", "NetworkMessageId", "Url"),
    EMAIL_ATTACHMENT_INFO(
            "EmailAttachmentInfo", "ReportId", "NetworkMessageId", "RecipientEmailAddress", "FileName", "SHA256"),
    EMAIL_POST_DELIVERY_EVENTS("EmailPostDeliveryEvents", "ReportId", "ActionType"),
    URL_CLICK_EVENTS("UrlClickEvents", "ReportId"),
    IDENTITY_INFO("IdentityInfo"),
    IDENTITY_LOGON_EVENTS("IdentityLogonEvents", "ReportId"),
    IDENTITY_QUERY_EVENTS("IdentityQueryEvents", "ReportId"),
    IDENTITY_DIRECTORY_EVENTS("IdentityDirectoryEvents", "ReportId"),
    CLOUD_APP_EVENTS("CloudAppEvents", "ReportId");

    private static final String CONTAINER = "insights-logs-advancedhunting-";

    private static final Map<String, StreamedTable> BY_WORD = Arrays.stream(values())
            .collect(Collectors.toMap(table -> table.word.toLowerCase(Locale.ROOT), Function.identity()));

    private final String word;
    private final List<String> key;

    StreamedTable(String word, String... key) {
        this.word = word;
        this.key = List.of(key);
    }

    /** As queries write it. */
    String word() {
        return word;
    }

    List<String> key() {
        return key;
    }

    /** How long it may be silent before that is worth a look: what describes things is told once a day at least. */
    Duration patience() {
        return word.endsWith("Info") && !word.startsWith("Email") && this != ALERT_INFO
                ? Duration.ofHours(26)
                : Duration.ofMinutes(30);
    }

    static Optional<StreamedTable> find(String word) {
        return Optional.ofNullable(BY_WORD.get(word.toLowerCase(Locale.ROOT)));
    }

    /** Whose rows the container of a storage account, or the hub, is named after. */
    static Optional<StreamedTable> ofContainer(String name) {
        return name.startsWith(CONTAINER) ? find(name.substring(CONTAINER.length())) : Optional.empty();
    }
}
