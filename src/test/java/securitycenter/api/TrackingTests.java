package securitycenter.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.security.authentication.AuthenticationServiceException;
import tools.jackson.databind.json.JsonMapper;

class TrackingTests {

    private final Tracking tracking = new Tracking(new ErrorBody(new JsonMapper(), Clock.systemUTC()));
    private final MockHttpServletRequest request = new MockHttpServletRequest("GET", "/v1.0/security/incidents");
    private final MockHttpServletResponse response = new MockHttpServletResponse();

    @Test
    void whileEntrasKeysCannotBeReadNobodyIsCalledUnknown() throws Exception {
        tracking.doFilter(request, response, (_, _) -> {
            throw new AuthenticationServiceException("Entra does not answer");
        });
        assertThat(response.getStatus()).isEqualTo(503);
        assertThat(response.getHeader("Retry-After")).isEqualTo("30");
        assertThat(response.getContentAsString())
                .contains("ServiceUnavailable")
                .doesNotContain("Entra does not answer");
    }

    @Test
    void anIdThatIsNoIdDoesNotComeBack() throws Exception {
        request.addHeader("client-request-id", "<script>");
        tracking.doFilter(request, response, (_, _) -> {});
        assertThat(response.getHeader("client-request-id")).isEqualTo(response.getHeader("request-id"));
    }
}
