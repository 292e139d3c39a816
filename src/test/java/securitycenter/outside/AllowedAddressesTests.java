package securitycenter.outside;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AllowedAddressesTests {

    private final AllowedAddresses allowed = AllowedAddresses.of(
            List.of("https://lists.example/feeds", " https://raw.example/a/b/ ", "https://all.example"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://lists.example/feeds",
                "https://lists.example/feeds/bad.csv?sig=1",
                "https://lists.example/feeds/bad%20one.csv?sig=%2e%2e",
                "https://LISTS.example:443/feeds/x",
                "https://raw.example/a/b/c.txt",
                "https://all.example",
                "https://all.example/x"
            })
    void whatBeginsWithOneIsAllowed(String address) {
        assertThat(allowed.contain(URI.create(address))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://lists.example/feeds/bad.csv",
                "https://lists.example/feeds-of-others/bad.csv",
                "https://lists.example/feeds/../private",
                "https://lists.example/feeds/%2e%2e/private",
                "https://lists.example/feeds/..%2fprivate",
                "https://lists.example/feeds/..%5cprivate",
                "https://lists.example/feeds/%252e%252e/private",
                "https://lists.example/feeds/..%252fprivate",
                "https://lists.example/feeds/..;/private",
                "https://lists.example/feeds/..;a=b/private",
                "https://lists.example/feeds/..%3b/private",
                "https://lists.example/feeds/..%253b/private",
                "https://lists.example:8443/feeds/bad.csv",
                "https://lists.example.evil.example/feeds/bad.csv",
                "https://lists.example@evil.example/feeds/bad.csv",
                "https://me:secret@lists.example/feeds/bad.csv",
                "https://raw.example/a/",
                "https:lists.example/feeds/bad.csv",
                "//lists.example/feeds/bad.csv",
                "/feeds/bad.csv",
                "file:/etc/passwd",
                "jar:https://lists.example/feeds!/x"
            })
    void everythingElseIsNot(String address) {
        assertThat(allowed.contain(URI.create(address))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://lists.example/",
                "https://",
                "lists.example",
                "https://a:b@lists.example/",
                "https://x/?a",
                "*"
            })
    void whatIsNoBeginningIsSaidAtTheStart(String beginning) {
        assertThatThrownBy(() -> AllowedAddresses.of(List.of(beginning))).isInstanceOf(IllegalArgumentException.class);
    }
}
