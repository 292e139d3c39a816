package securitycenter.fakemicrosoft;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.util.JSONObjectUtils;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/** Entra's signing keys: the newest signs, the older ones stay published for a while. */
final class TokenSigner {

    /** The one of personal accounts. */
    private static final String ANOTHER_TENANT = "9188040d-6c67-4c5b-b112-36a304b66dad";

    private final List<RSAKey> keys = new CopyOnWriteArrayList<>();
    private final RSAKey ofAnotherTenant = key(UUID.randomUUID().toString());
    private final URI address;

    TokenSigner(URI address) {
        this.address = address;
        rotate();
    }

    void rotate() {
        keys.addFirst(key(UUID.randomUUID().toString()));
    }

    private static RSAKey key(String id) {
        try {
            return new RSAKeyGenerator(2048).keyID(id).keyUse(KeyUse.SIGNATURE).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Each with the issuer for whose tokens it is. */
    String published() {
        var published = Stream.concat(
                        keys.stream().map(key -> published(key, "{tenantid}")),
                        Stream.of(published(ofAnotherTenant, ANOTHER_TENANT)))
                .toList();
        return JSONObjectUtils.toJSONString(Map.of("keys", published));
    }

    private Map<String, Object> published(RSAKey key, String tenant) {
        var members = new LinkedHashMap<>(key.toPublicJWK().toJSONObject());
        members.put("issuer", address + "/" + tenant + "/v2.0");
        return members;
    }

    String sign(JWTClaimsSet claims) {
        return sign(claims, keys.getFirst());
    }

    /** Names a published key, but was not made with it. */
    String signWithForeignKey(JWTClaimsSet claims) {
        return sign(claims, key(keys.getFirst().getKeyID()));
    }

    String signWithUnknownKey(JWTClaimsSet claims) {
        return sign(claims, key(UUID.randomUUID().toString()));
    }

    String signWithKeyOfAnotherTenant(JWTClaimsSet claims) {
        return sign(claims, ofAnotherTenant);
    }

    private static String sign(JWTClaimsSet claims, RSAKey key) {
        var header = new JWSHeader.Builder(JWSAlgorithm.RS256)
                .type(JOSEObjectType.JWT)
                .keyID(key.getKeyID())
                .build();
        try {
            var token = new SignedJWT(header, claims);
            token.sign(new RSASSASigner(key));
            return token.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }
}
