package securitycenter.outside;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import org.apache.hc.client5.http.DnsResolver;

/**
 * Finds the addresses of hosts that others have named, and refuses those inside of networks. The client connects to the very
 * addresses that were looked at here: a name that leads elsewhere a moment later is of no use to anybody.
 */
public class TargetAddresses implements DnsResolver {

    /** A name leads to where nobody may be sent. */
    public static class PrivateAddress extends UnknownHostException {

        PrivateAddress(String host) {
            super(host);
        }
    }

    public interface Lookup {
        InetAddress[] of(String host) throws UnknownHostException;
    }

    private final boolean allowPrivate;
    private final Lookup lookup;

    public TargetAddresses(boolean allowPrivate) {
        this(allowPrivate, InetAddress::getAllByName);
    }

    public TargetAddresses(boolean allowPrivate, Lookup lookup) {
        this.allowPrivate = allowPrivate;
        this.lookup = lookup;
    }

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        var addresses = lookup.of(host);
        if (!allowPrivate && !Arrays.stream(addresses).allMatch(TargetAddresses::isPublic)) {
            throw new PrivateAddress(host);
        }
        return addresses;
    }

    @Override
    public String resolveCanonicalHostname(String host) {
        return host;
    }

    public static boolean isPublic(InetAddress address) {
        return !(address.isAnyLocalAddress()
                || address.isLoopbackAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || address.isMulticastAddress()
                || isSpecial(address));
    }

    private static boolean isSpecial(InetAddress address) {
        var bytes = address.getAddress();
        return switch (address) {
            case Inet4Address _ -> isSpecial(bytes[0] & 0xFF, bytes[1] & 0xFF, bytes[2] & 0xFF, bytes[3] & 0xFF);
            case Inet6Address _ -> !isGlobal(bytes);
            default -> true;
        };
    }

    /** The special-purpose registry of IANA (RFC 6890), and the address at which Azure answers its own machines. */
    private static boolean isSpecial(int first, int second, int third, int fourth) {
        return switch (first) {
            case 0 -> true; // this network
            case 100 -> (second & 0xC0) == 64; // behind a provider's address translation
            case 168 -> second == 63 && third == 129 && fourth == 16;
            case 192 -> second == 0 && (third == 0 || third == 2) || second == 88 && third == 99;
            case 198 -> second == 18 || second == 19 || second == 51 && third == 100; // benchmarks, documentation
            case 203 -> second == 0 && third == 113; // documentation
            default -> first >= 240; // reserved, and everybody
        };
    }

    /** Only 2000::/3 is given out; in it, what holds an address of the other kind or is documentation does not count. */
    private static boolean isGlobal(byte[] bytes) {
        var first = (bytes[0] & 0xFF) << 8 | bytes[1] & 0xFF;
        var second = (bytes[2] & 0xFF) << 8 | bytes[3] & 0xFF;
        return (first & 0xE000) == 0x2000
                && first != 0x2002 // 6to4
                && !(first == 0x2001 && (second < 0x0200 || second == 0x0DB8)) // Teredo and others, documentation
                && !(first == 0x3FFF && second < 0x1000); // documentation
    }
}
