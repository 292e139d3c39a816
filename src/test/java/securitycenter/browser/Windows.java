package securitycenter.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Browser.NewContextOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Opens windows that share nothing: each has its own cookies. */
final class Windows implements AutoCloseable {

    private final Browser browser;
    private final String address;
    private final List<Window> open = new ArrayList<>();

    Windows(Browser browser, String address) {
        this.browser = browser;
        this.address = address;
    }

    Window fresh() {
        return fresh(options -> options);
    }

    Window fresh(UnaryOperator<NewContextOptions> details) {
        var options = new NewContextOptions().setBaseURL(address).setLocale(System.getProperty("language", "en-GB"));
        var window = new Window(browser.newContext(details.apply(options)));
        open.add(window);
        return window;
    }

    /** A page that complained fails its test, whatever else was looked at. */
    @Override
    public void close() {
        var complaints =
                open.stream().flatMap(window -> window.complaints().stream()).toList();
        open.forEach(Window::close);
        if (!complaints.isEmpty()) {
            throw new AssertionError("The browser complained:\n" + String.join("\n", complaints));
        }
    }
}
