package securitycenter.response;

import java.net.URI;

/** Where the package can be had that a device put together. */
public sealed interface PackageLink {

    /** Whoever has the address has the package, so it is written down nowhere. */
    record There(URI address) implements PackageLink {

        @Override
        public String toString() {
            return "There";
        }
    }

    /** Microsoft does not have it, or not any more. */
    record NotThere() implements PackageLink {}

    /** It was asked for too often: Microsoft tells it twice a minute. */
    record TooOften() implements PackageLink {}

    record MayNot(String permission) implements PackageLink {}

    /** Microsoft does not answer, or with what is no link. */
    record Silent() implements PackageLink {}
}
