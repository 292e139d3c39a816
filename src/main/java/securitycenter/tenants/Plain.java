package securitycenter.tenants;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Locale;

/** Text as it is sorted and found: small letters without accents, one blank between words. */
class Plain {

    private static final int LONGEST = 300;

    private Plain() {}

    static String text(String written) {
        var plain = Normalizer.normalize(written, Normalizer.Form.NFKD)
                .replaceAll("\\p{M}+", "")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[\\p{Cc}\\s]+", " ")
                .strip();
        return plain.length() <= LONGEST ? plain : plain.substring(0, LONGEST);
    }

    /** In this order, and by its beginning, it is found; the same in each database. */
    static byte[] key(String written) {
        return text(written).getBytes(StandardCharsets.UTF_8);
    }
}
