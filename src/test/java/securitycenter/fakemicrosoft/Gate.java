package securitycenter.fakemicrosoft;

import java.util.Optional;
import java.util.function.Function;

/** Lets a request through if its token is for this API and still good, and answers wrongly where a tenant misbehaves. */
record Gate(Resource resource, Issued<Grant> accessTokens) {

    static Optional<Grant> grant(Request request, Issued<Grant> accessTokens) {
        return request.header("Authorization")
                .filter(header -> header.startsWith("Bearer "))
                .flatMap(header -> accessTokens.find(header.substring("Bearer ".length())));
    }

    Reply answer(ApiCall call, Function<Grant, Reply> route) {
        if (call.request().header("Authorization").isEmpty()) {
            return call.unauthorized("Access token is empty.");
        }
        var grant = grant(call.request(), accessTokens);
        if (grant.isEmpty()) {
            return call.unauthorized("CompactToken parsing failed with error code: 80049217");
        }
        if (grant.get().resource() != resource) {
            return call.unauthorized("Access token validation failure. Invalid audience.");
        }
        if (grant.get().isExpired()) {
            return call.unauthorized("Lifetime validation failed, the token is expired.");
        }
        return grant.get()
                .tenant()
                .nextMisbehavior(call.request().path())
                .map(misbehavior -> misbehavior.spoil(call, () -> route.apply(grant.get())))
                .orElseGet(() -> route.apply(grant.get()));
    }
}
