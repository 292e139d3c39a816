package securitycenter.identity;

import java.net.URI;
import java.util.List;

/**
 * Where Microsoft is. A constant rather than a setting, so that no configuration can point a production system at an
 * imitation; only test code replaces the bean.
 *
 * @param login scheme and host of Entra ID
 * @param graph scheme and host of Microsoft Graph
 * @param defender scheme and host of Defender for Endpoint's API
 * @param issuer scheme and host that tokens of Entra's first version name as their issuer
 */
public record MicrosoftEndpoints(URI login, URI graph, URI defender, URI issuer) {

    public static final MicrosoftEndpoints PUBLIC_CLOUD = new MicrosoftEndpoints(
            URI.create("https://login.microsoftonline.com"),
            URI.create("https://graph.microsoft.com"),
            URI.create("https://api.securitycenter.microsoft.com"),
            URI.create("https://sts.windows.net"));

    /** An address of Entra ID, for example {@code /organizations/oauth2/v2.0/authorize}. */
    public String login(String path) {
        return login.resolve(path).toString();
    }

    /** An address of Graph, for example {@code /v1.0/subscribedSkus}. */
    public String graph(String path) {
        return graph.resolve(path).toString();
    }

    /** An address of Defender for Endpoint, for example {@code /api/machineactions}. */
    public String defender(String path) {
        return defender.resolve(path).toString();
    }

    /** How a token names its issuer, by its version; for example {@code https://sts.windows.net/…/}. */
    public List<String> issuersOf(TenantId tenant) {
        return List.of(
                login("/" + tenant + "/v2.0"),
                issuer.resolve("/" + tenant + "/").toString());
    }
}
