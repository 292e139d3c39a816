package securitycenter.api;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import securitycenter.api.Quota.Within;
import securitycenter.api.Refusal.Kind;
import securitycenter.homes.TenantHome;
import securitycenter.hunts.Outcome.Answer;
import tools.jackson.core.JsonGenerator;

/** {@code /api/advancedhunting/run} of Microsoft 365 Defender, and its twin of Defender for Endpoint. */
@RestController
class DefenderHunting {

    private static final double NANOS_PER_SECOND = 1e9;

    private final Hunting hunting;
    private final JsonBody bodies;
    private final Odata odata;

    DefenderHunting(Hunting hunting, JsonBody bodies, Odata odata) {
        this.hunting = hunting;
        this.bodies = bodies;
        this.odata = odata;
    }

    @CallersWith(Permission.HUNT)
    @Within(Quota.HUNT)
    @PostMapping("/api/advancedhunting/run")
    void run(ApiCaller caller, TenantHome home, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        answer(caller, home, request, response);
    }

    @CallersWith(Permission.QUERY)
    @Within(Quota.HUNT)
    @PostMapping("/api/advancedqueries/run")
    void runQuery(ApiCaller caller, TenantHome home, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        answer(caller, home, request, response);
    }

    private void answer(ApiCaller caller, TenantHome home, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        var answer = hunting.ask(caller, home, query(request), new TimeSpan(null), Face.DEFENDER);
        odata.write(response, json -> write(json, answer));
    }

    /** Also of what is no JSON, such as a text with line breaks in it, this API says that the query is missing. */
    private String query(HttpServletRequest request) {
        try {
            var query = bodies.of(request).path("Query").asString("");
            if (!query.isBlank()) {
                return query;
            }
        } catch (Refusal refusal) {
            if (refusal.kind != Kind.BAD_BODY) {
                throw refusal;
            }
        }
        throw new Refusal(Kind.BAD_BODY, "Missing query.");
    }

    private static void write(JsonGenerator json, Answer answer) {
        json.writeStartObject();
        json.writeName("Stats");
        writeStats(json, answer);
        json.writeName("Schema");
        HuntingJson.writeSchema(json, answer.columns(), "Name", "Type");
        json.writeName("Results");
        HuntingJson.writeRows(json, answer);
        json.writeEndObject();
    }

    /** What there is to say of an engine that has no caches of its own. */
    private static void writeStats(JsonGenerator json, Answer answer) {
        json.writeStartObject();
        json.writeNumberProperty("ExecutionTime", answer.took().toNanos() / NANOS_PER_SECOND);
        json.writeObjectPropertyStart("resource_usage");
        json.writeObjectPropertyStart("cache");
        writeCache(json, "memory");
        writeCache(json, "disk");
        json.writeEndObject();
        json.writeObjectPropertyStart("cpu");
        json.writeStringProperty("user", HuntingJson.span(answer.processor()));
        json.writeStringProperty("kernel", "00:00:00");
        json.writeStringProperty("total cpu", HuntingJson.span(answer.processor()));
        json.writeEndObject();
        json.writeObjectPropertyStart("memory");
        json.writeNumberProperty("peak_per_node", 0);
        json.writeEndObject();
        json.writeEndObject();
        json.writeArrayPropertyStart("dataset_statistics");
        json.writeStartObject();
        json.writeNumberProperty("table_row_count", answer.rows().size());
        json.writeNumberProperty("table_size", 0);
        json.writeEndObject();
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void writeCache(JsonGenerator json, String name) {
        json.writeObjectPropertyStart(name);
        json.writeNumberProperty("hits", 0);
        json.writeNumberProperty("misses", 0);
        json.writeNumberProperty("total", 0);
        json.writeEndObject();
    }
}
