package securitycenter.api;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Answers as clients of OData know them. */
@Component
class Odata {

    private static final MediaType JSON =
            MediaType.parseMediaType("application/json;odata.metadata=minimal;odata.streaming=true");

    private static final String VERSION_HEADER = "OData-Version";
    private static final String VERSION = "4.0";

    private final ObjectWriter writer;

    /** What breaks off must not be completed: nobody could tell it from a whole answer. */
    Odata(JsonMapper json) {
        this.writer = json.writer().without(StreamWriteFeature.AUTO_CLOSE_CONTENT);
    }

    static ResponseEntity<ObjectNode> ok(ObjectNode body) {
        return ResponseEntity.ok()
                .contentType(JSON)
                .header(VERSION_HEADER, VERSION)
                .body(body);
    }

    /** Sends what is written while it is read, so that little of it is held however much it is. */
    void write(HttpServletResponse response, Consumer<JsonGenerator> body) throws IOException {
        response.setHeader(HttpHeaders.CONTENT_TYPE, JSON.toString());
        response.setHeader(VERSION_HEADER, VERSION);
        var json = writer.createGenerator(response.getOutputStream());
        body.accept(json);
        json.close();
    }

    static void incident(JsonGenerator json, ObjectNode incident, Stream<ObjectNode> alerts) {
        json.writeStartObject();
        incident.properties().forEach(field -> {
            json.writeName(field.getKey());
            json.writeTree(field.getValue());
        });
        json.writeArrayPropertyStart("alerts");
        alerts.forEachOrdered(json::writeTree);
        json.writeEndArray();
        json.writeEndObject();
    }
}
