package securitycenter.notifications;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** By which a receiver knows that we wrote something, and when. */
final class Signature {

    static final String TIMESTAMP = "SecurityCenter-Timestamp";
    static final String SIGNATURE = "SecurityCenter-Signature";
    static final String DELIVERY = "SecurityCenter-Delivery";
    static final String EVENT = "SecurityCenter-Event";

    private Signature() {}

    /** {@code v1=} and HMAC-SHA256, in hexadecimal, of the time in seconds, a full stop and the body. */
    static String of(String secret, Instant time, String body) {
        return "v1=" + hmac(secret, time.getEpochSecond() + "." + body);
    }

    static String hmac(String secret, String text) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("Every Java has HmacSHA256", impossible);
        }
    }
}
