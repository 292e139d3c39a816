package securitycenter.outside;

import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.util.Timeout;

/**
 * How we speak to servers that others have named: no redirect is followed, no cookie or password kept, no connection used
 * twice. Apache's client is used because the JDK's cannot be told to which address of a host to connect.
 *
 * @param patience with each step of an answer, and with the wait for a connection
 * @param atOnce connections, to all servers together
 */
public record GuardedHttp(TargetAddresses addresses, Timeout toConnect, Timeout patience, int atOnce, int ofOneServer) {

    public CloseableHttpClient client() {
        return HttpClients.custom()
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .setDnsResolver(addresses)
                        .setDefaultConnectionConfig(ConnectionConfig.custom()
                                .setConnectTimeout(toConnect)
                                .setSocketTimeout(patience)
                                .build())
                        .setMaxConnTotal(atOnce)
                        .setMaxConnPerRoute(ofOneServer)
                        .build())
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setResponseTimeout(patience)
                        .setConnectionRequestTimeout(patience)
                        .build())
                .setConnectionReuseStrategy((_, _, _) -> false)
                .setUserAgent("SecurityCenter")
                .disableRedirectHandling()
                .disableAutomaticRetries()
                .disableCookieManagement()
                .disableAuthCaching()
                .disableContentCompression()
                .build();
    }
}
