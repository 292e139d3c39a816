package securitycenter.graph;

import java.net.URI;
import java.time.Clock;
import java.util.Optional;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.stereotype.Component;
import securitycenter.identity.EntraApplication;
import securitycenter.identity.MicrosoftEndpoints;
import securitycenter.identity.TenantId;
import tools.jackson.databind.json.JsonMapper;

/**
 * What this application asks Microsoft to do in a tenant. Each call is sent once: whoever gets no answer looks what became of it
 * before sending it again. Never within a transaction.
 */
@Component
public class AppCalls {

    /** What tokens for Defender for Endpoint are for, wherever it is reached. */
    private static final String DEFENDER = "https://api.securitycenter.microsoft.com/.default";

    private static final JsonMapper JSON = new JsonMapper();

    private final AppTokens graphTokens;
    private final AppTokens defenderTokens;
    private final MicrosoftEndpoints microsoft;
    private final Wire wire;

    @Autowired
    AppCalls(MicrosoftEndpoints microsoft, EntraApplication application, Clock clock) {
        this(microsoft, application, clock, Patience.OF_A_JOB);
    }

    AppCalls(MicrosoftEndpoints microsoft, EntraApplication application, Clock clock, Patience patience) {
        this.microsoft = microsoft;
        this.wire = new Wire(patience);
        this.graphTokens = new AppTokens(microsoft, application, wire, clock);
        this.defenderTokens = new AppTokens(microsoft, application, wire, clock, DEFENDER);
    }

    /**
     * @throws ConsentMissing when the tenant has not agreed to it
     * @throws GraphSilent when nobody answered, which leaves open whether it was done; or Microsoft wants to be left alone
     */
    public Called make(TenantId tenant, Call call) {
        var bearer = (call.api() == Call.Api.GRAPH ? graphTokens : defenderTokens).in(tenant, call.permission());
        var answer = send(call, bearer.token());
        var better = switch (answer.status()) {
            case 401 -> bearer.another();
            case 403 -> bearer.withLaterConsents();
            default -> Optional.<String>empty();
        };
        var last = better.map(token -> send(call, token)).orElse(answer);
        if (last.status() == 403) {
            throw bearer.refused(last.missingPermission().orElse(null));
        }
        if (last.status() == 401 || last.status() == 429 || last.status() >= 500) {
            throw GraphSilent.after(last, "Microsoft answered " + last.status());
        }
        return new Called(
                last.status(),
                last.body().length == 0 ? null : last.tree(),
                last.headers().getFirst(HttpHeaders.LOCATION),
                last.errorCode(),
                last.errorMessage());
    }

    private Answer send(Call call, String token) {
        return wire.send(
                HttpMethod.valueOf(call.method()), address(call), headers -> headers.setBearerAuth(token), call.body());
    }

    private URI address(Call call) {
        return URI.create(address(call.api(), call.path()));
    }

    private String address(Call.Api api, String path) {
        return switch (api) {
            case GRAPH -> microsoft.graph(path);
            case DEFENDER -> microsoft.defender(path);
        };
    }

    /** What will be sent, as people read it. */
    public String shown(Call call) {
        var line = call.method() + " " + address(call.api(), call.path());
        return call.body() == null
                ? line
                : line + "\n\n" + JSON.writerWithDefaultPrettyPrinter().writeValueAsString(call.body());
    }
}
