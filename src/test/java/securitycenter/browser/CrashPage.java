package securitycenter.browser;

import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;

import jakarta.servlet.RequestDispatcher;
import java.nio.charset.StandardCharsets;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.context.WebApplicationContext;

/** The page after a fault of the application, as the container asks for it. */
final class CrashPage {

    private CrashPage() {}

    static String of(WebApplicationContext application) throws Exception {
        return MockMvcBuilders.webAppContextSetup(application)
                .build()
                .perform(
                        get("/error").accept(MediaType.TEXT_HTML).requestAttr(RequestDispatcher.ERROR_STATUS_CODE, 500))
                .andReturn()
                .getResponse()
                .getContentAsString(StandardCharsets.UTF_8);
    }
}
