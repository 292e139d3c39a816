package securitycenter.fakemicrosoft;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;

/** Entra's signing keys: the newest signs, the older ones stay published for a while. */
final class TokenSigner {

    private final List<RSAKey> keys = new CopyOnWriteArrayList<>();

    TokenSigner() {
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

    String published() {
        return new JWKSet(keys.stream().<JWK>map(RSAKey::toPublicJWK).toList()).toString();
    }

    String sign(JWTClaimsSet claims) {
        return sign(claims, keys.getFirst());
    }

    /** Names a published key, but was not made with it. */
    String signWithForeignKey(JWTClaimsSet claims) {
        return sign(claims, key(keys.getFirst().getKeyID()));
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
