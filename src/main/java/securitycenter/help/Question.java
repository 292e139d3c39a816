package securitycenter.help;

import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import securitycenter.homes.DataCenter;

/**
 * What a person sends us, read and found in order.
 *
 * @param dataCenter wished for, with the topic that is about it
 * @param formId of the form, which says it once however often it is sent
 */
record Question(
        Topic topic,
        @Nullable DataCenter dataCenter,
        String message,
        String contact,
        SentAlong sentAlong,
        Locale language,
        UUID formId) {}
