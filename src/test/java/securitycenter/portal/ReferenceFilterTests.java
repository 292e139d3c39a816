package securitycenter.portal;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletRequestEvent;
import java.util.HashSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.mock.web.MockServletContext;

class ReferenceFilterTests {

    private final ReferenceFilter filter = new ReferenceFilter();
    private final MockHttpServletRequest request = new MockHttpServletRequest();
    private final MockHttpServletResponse response = new MockHttpServletResponse();

    @AfterEach
    void forget() {
        MDC.clear();
    }

    @Test
    void headerLogAndPageNameTheSameReference() throws Exception {
        FilterChain chain = (seen, answer) -> {
            assertThat(MDC.get("reference")).matches("[0-9A-Z]{8}");
            assertThat(seen.getAttribute("reference")).isEqualTo(MDC.get("reference"));
        };
        filter.doFilter(request, response, chain);
        assertThat(response.getHeader("X-Reference")).isEqualTo(request.getAttribute("reference"));
    }

    @Test
    void theContainerKnowsItBeforeAndAfterTheFilters() throws Exception {
        var event = new ServletRequestEvent(new MockServletContext(), request);
        filter.requestInitialized(event);
        var reference = MDC.get("reference");
        filter.doFilter(request, response, (seen, answer) -> {});
        assertThat(response.getHeader("X-Reference")).isEqualTo(reference);
        assertThat(MDC.get("reference")).isEqualTo(reference);
        filter.requestDestroyed(event);
        assertThat(MDC.get("reference")).isNull();
    }

    @Test
    void aReferenceIsNeverTakenFromTheVisitor() throws Exception {
        request.addHeader("X-Reference", "CHOSEN00");
        filter.doFilter(request, response, (seen, answer) -> {});
        assertThat(response.getHeader("X-Reference")).isNotEqualTo("CHOSEN00");
    }

    @Test
    void referencesDiffer() throws Exception {
        var seen = new HashSet<String>();
        for (var i = 0; i < 1_000; i++) {
            var answer = new MockHttpServletResponse();
            filter.doFilter(new MockHttpServletRequest(), answer, (request, response) -> {});
            seen.add(answer.getHeader("X-Reference"));
        }
        assertThat(seen).hasSize(1_000);
    }
}
