package securitycenter.api;

import static java.util.Objects.requireNonNull;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import securitycenter.identity.EntraApplication;

/**
 * Writes where a page ended as a text that only we can write, for the same question of the same tenant. All instances
 * know the key, because it is made of the secret that they share.
 */
@Component
class PageKeys {

    private static final String ALGORITHM = "HmacSHA256";
    private static final int SEAL = 16;

    private final byte[] key;

    PageKeys(EntraApplication application) {
        var secret = requireNonNull(application.clientSecret()).getBytes(StandardCharsets.UTF_8);
        key = hmac(secret, "places in lists".getBytes(StandardCharsets.UTF_8));
    }

    <P> String write(P place, Placing<P> placing, ApiCaller caller, ListCall<?> call) {
        var plain = new byte[placing.bytes()];
        placing.write().accept(ByteBuffer.wrap(plain), place);
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(ByteBuffer.allocate(plain.length + SEAL)
                        .put(plain)
                        .put(seal(plain, caller, call))
                        .array());
    }

    /** Null for the first page. */
    <P> @Nullable P read(Placing<P> placing, ApiCaller caller, ListCall<?> call) {
        var text = call.options().get("$skiptoken");
        if (text == null) {
            return null;
        }
        var bytes = decoded(text);
        var length = placing.bytes();
        var plain = Arrays.copyOf(bytes, length);
        if (bytes.length != length + SEAL
                || !MessageDigest.isEqual(Arrays.copyOfRange(bytes, length, bytes.length), seal(plain, caller, call))) {
            throw ListCall.wrong("$skiptoken is none that was given out for this list and this filter.");
        }
        return placing.read().apply(ByteBuffer.wrap(plain));
    }

    private static byte[] decoded(String text) {
        try {
            return Base64.getUrlDecoder().decode(text);
        } catch (IllegalArgumentException notOurs) {
            return new byte[0];
        }
    }

    private byte[] seal(byte[] place, ApiCaller caller, ListCall<?> call) {
        var sense = (caller.tenant() + "\n" + call.sense()).getBytes(StandardCharsets.UTF_8);
        return Arrays.copyOf(
                hmac(
                        key,
                        ByteBuffer.allocate(place.length + sense.length)
                                .put(place)
                                .put(sense)
                                .array()),
                SEAL);
    }

    private static byte[] hmac(byte[] key, byte[] text) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            return mac.doFinal(text);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
