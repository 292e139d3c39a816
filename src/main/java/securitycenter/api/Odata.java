package securitycenter.api;

import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import tools.jackson.databind.node.ObjectNode;

/** The headers that clients of OData look at. */
final class Odata {

    private static final MediaType JSON =
            MediaType.parseMediaType("application/json;odata.metadata=minimal;odata.streaming=true");

    private Odata() {}

    static ResponseEntity<ObjectNode> ok(ObjectNode body) {
        return ResponseEntity.ok()
                .contentType(JSON)
                .header("OData-Version", "4.0")
                .body(body);
    }
}
