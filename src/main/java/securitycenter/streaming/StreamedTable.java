package securitycenter.streaming;

import static securitycenter.eligibility.SupportedService.CLOUD_APPS;
import static securitycenter.eligibility.SupportedService.ENDPOINT;
import static securitycenter.eligibility.SupportedService.IDENTITY;
import static securitycenter.eligibility.SupportedService.OFFICE_365;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import securitycenter.eligibility.SupportedService;

/**
 * The hunting tables that are streamed, and the columns that make a row one of a kind among those of the same moment.
 * Without such columns, or where a row lacks one, the whole row does.
 */
enum StreamedTable {
    ALERT_INFO(null, "AlertInfo", "AlertId"),
    ALERT_EVIDENCE(null, "AlertEvidence"),
    DEVICE_INFO(ENDPOINT, "DeviceInfo", "DeviceId"),
    DEVICE_NETWORK_INFO(ENDPOINT, "DeviceNetworkInfo", "DeviceId", "NetworkAdapterName"),
    DEVICE_PROCESS_EVENTS(ENDPOINT, "DeviceProcessEvents", "DeviceId", "ReportId"),
    DEVICE_NETWORK_EVENTS(ENDPOINT, "DeviceNetworkEvents", "DeviceId", "ReportId"),
    DEVICE_FILE_EVENTS(ENDPOINT, "DeviceFileEvents", "DeviceId", "ReportId"),
    DEVICE_REGISTRY_EVENTS(ENDPOINT, "DeviceRegistryEvents", "DeviceId", "ReportId"),
    DEVICE_LOGON_EVENTS(ENDPOINT, "DeviceLogonEvents", "DeviceId", "ReportId"),
    DEVICE_IMAGE_LOAD_EVENTS(ENDPOINT, "DeviceImageLoadEvents", "DeviceId", "ReportId"),
    DEVICE_EVENTS(ENDPOINT, "DeviceEvents", "DeviceId", "ReportId"),
    DEVICE_FILE_CERTIFICATE_INFO(ENDPOINT, "DeviceFileCertificateInfo", "DeviceId", "ReportId"),
    EMAIL_EVENTS(OFFICE_365, "EmailEvents", "ReportId", "NetworkMessageId", "RecipientEmailAddress"),
    EMAIL_URL_INFO(OFFICE_365, "EmailUrlInfo", "ReportId", "NetworkMessageId", "Url"),
    EMAIL_ATTACHMENT_INFO(
            OFFICE_365,
            "EmailAttachmentInfo",
            "ReportId",
            "NetworkMessageId",
            "RecipientEmailAddress",
            "FileName",
            "SHA256"),
    EMAIL_POST_DELIVERY_EVENTS(OFFICE_365, "EmailPostDeliveryEvents", "ReportId", "ActionType"),
    URL_CLICK_EVENTS(OFFICE_365, "UrlClickEvents", "ReportId"),
    IDENTITY_INFO(IDENTITY, "IdentityInfo"),
    IDENTITY_LOGON_EVENTS(IDENTITY, "IdentityLogonEvents", "ReportId"),
    IDENTITY_QUERY_EVENTS(IDENTITY, "IdentityQueryEvents", "ReportId"),
    IDENTITY_DIRECTORY_EVENTS(IDENTITY, "IdentityDirectoryEvents", "ReportId"),
    CLOUD_APP_EVENTS(CLOUD_APPS, "CloudAppEvents", "ReportId");

    private static final String CONTAINER = "insights-logs-advancedhunting-";

    private static final Map<String, StreamedTable> BY_WORD = Arrays.stream(values())
            .collect(Collectors.toMap(table -> table.word.toLowerCase(Locale.ROOT), Function.identity()));

    private final @Nullable SupportedService service;
    private final String word;
    private final List<String> key;

    StreamedTable(@Nullable SupportedService service, String word, String... key) {
        this.service = service;
        this.word = word;
        this.key = List.of(key);
    }

    /** Whose rows these are; empty where each row says it. */
    Optional<SupportedService> service() {
        return Optional.ofNullable(service);
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
