package securitycenter.hunting;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriComponentsBuilder;

/** Which columns name something that may have a page of its own. */
final class EntityColumns {

    private static final Map<String, String> WORDS = Stream.of(
                    columns("device-id", "DeviceId"),
                    columns("device-entra-id", "AadDeviceId"),
                    columns("device-name", "DeviceName"),
                    columns("account-id", "AccountObjectId", "RecipientObjectId"),
                    columns("account-sid", "AccountSid", "InitiatingProcessAccountSid"),
                    columns("account-name", "AccountUpn", "InitiatingProcessAccountUpn"),
                    columns("mailbox", "RecipientEmailAddress"),
                    columns("message", "NetworkMessageId"),
                    columns("file", "SHA1", "SHA256", "InitiatingProcessSHA1", "InitiatingProcessSHA256"),
                    columns("url", "Url", "RemoteUrl", "FileOriginUrl"),
                    columns("ip", "RemoteIP", "LocalIP", "IPAddress", "PublicIP", "SenderIPv4", "SenderIPv6"))
            .flatMap(columns -> columns.entrySet().stream())
            .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));

    /** Servers cut off longer addresses. */
    private static final int LONGEST = 1_000;

    private EntityColumns() {}

    private static Map<String, String> columns(String by, String... names) {
        return Stream.of(names).collect(Collectors.toMap(name -> name, _ -> by));
    }

    /** Where its page is, should alerts name it. */
    static Optional<String> page(String column, @Nullable Object value) {
        var by = WORDS.get(column);
        return by == null
                        || value == null
                        || value.toString().isBlank()
                        || value.toString().length() > LONGEST
                ? Optional.empty()
                : Optional.of(UriComponentsBuilder.fromPath("/entities/named")
                        .queryParam("by", by)
                        .queryParam("name", "{name}")
                        .encode()
                        .buildAndExpand(value.toString())
                        .toUriString());
    }
}
