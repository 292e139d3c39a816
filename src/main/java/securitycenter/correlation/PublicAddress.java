package securitycenter.correlation;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;

/** Whether an IP address is one of the whole internet. One inside of a network means something else in each. */
final class PublicAddress {

    private PublicAddress() {}

    static boolean is(String text) {
        try {
            var address = InetAddress.ofLiteral(text);
            return !(address.isSiteLocalAddress()
                    || address.isLoopbackAddress()
                    || address.isLinkLocalAddress()
                    || address.isAnyLocalAddress()
                    || address.isMulticastAddress()
                    || isShared(address));
        } catch (IllegalArgumentException notOne) {
            return false;
        }
    }

    /** Behind a provider's address translation (RFC 6598), or unique local (RFC 4193). */
    private static boolean isShared(InetAddress address) {
        var bytes = address.getAddress();
        return switch (address) {
            case Inet4Address _ -> bytes[0] == 100 && (bytes[1] & 0xC0) == 64;
            case Inet6Address _ -> (bytes[0] & 0xFE) == 0xFC;
            default -> false;
        };
    }
}
