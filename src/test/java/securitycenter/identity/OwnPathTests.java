package securitycenter.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class OwnPathTests {

    @ParameterizedTest
    @ValueSource(
            strings = {"/", "/incidents", "/incidents?status=new&page=2", "/help#roles", "/a%20b", "/x?url=https://a"})
    void anAddressOfOursIsKept(String address) {
        assertThat(OwnPath.of(address).value()).isEqualTo(address);
    }

    /** Each of these would bring a browser to another site, or might. */
    @ParameterizedTest
    @NullAndEmptySource
    @ValueSource(
            strings = {
                "//evil.example",
                "///evil.example",
                "/\\evil.example",
                "\\\\evil.example",
                "/\t/evil.example",
                "/\n/evil.example",
                " //evil.example",
                "https://evil.example",
                "https:evil.example",
                "javascript:alert(1)",
                "evil.example",
                "@evil.example",
                "/..//evil.example",
                "/a:b@evil.example",
                "/incidents\r\nSet-Cookie: a=b",
                "/één",
            })
    void anythingElseLeadsHome(@Nullable String address) {
        assertThat(OwnPath.of(address)).isEqualTo(OwnPath.HOME);
    }

    @Test
    void aVeryLongAddressLeadsHome() {
        assertThat(OwnPath.of("/" + "a".repeat(2_000))).isEqualTo(OwnPath.HOME);
    }

    @Test
    void ofAWholeAddressOnlyThePathIsKept() {
        assertThat(OwnPath.of(URI.create("https://evil.example/incidents?a=b")).value())
                .isEqualTo("/incidents?a=b");
        assertThat(OwnPath.of(URI.create("https://evil.example//evil.example"))).isEqualTo(OwnPath.HOME);
        assertThat(OwnPath.of(URI.create("https://evil.example"))).isEqualTo(OwnPath.HOME);
        assertThat(OwnPath.of(URI.create("mailto:a@b"))).isEqualTo(OwnPath.HOME);
    }
}
