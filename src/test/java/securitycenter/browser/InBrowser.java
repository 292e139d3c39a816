package securitycenter.browser;

import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.springframework.test.context.junit.jupiter.SpringExtension;

/** Gives tests {@link Windows}, and closes them after each test. */
class InBrowser implements ExecutionCondition, ParameterResolver, AfterEachCallback {

    private static final Namespace SPACE = Namespace.create(InBrowser.class);
    private static final AtomicBoolean SAID = new AtomicBoolean();

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        if (Chromium.executable().isPresent() || "true".equals(System.getenv("CI"))) {
            return ConditionEvaluationResult.enabled("There is a browser, or there has to be one");
        }
        if (!SAID.getAndSet(true)) {
            System.err.println(
                    "########## BROWSER TESTS SKIPPED: no Chromium found. Name one with -Dchromium=<file>. ##########");
        }
        return ConditionEvaluationResult.disabled("No Chromium found");
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Windows.class;
    }

    @Override
    public Windows resolveParameter(ParameterContext parameter, ExtensionContext context) {
        var port = SpringExtension.getApplicationContext(context)
                .getEnvironment()
                .getRequiredProperty("local.server.port");
        var windows = new Windows(chromium(context).browser(), "http://localhost:" + port);
        context.getStore(SPACE).put(Windows.class, windows);
        return windows;
    }

    private static Chromium chromium(ExtensionContext context) {
        return context.getRoot().getStore(SPACE).computeIfAbsent(Chromium.class, _ -> Chromium.start(), Chromium.class);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        var windows = context.getStore(SPACE).remove(Windows.class, Windows.class);
        if (windows != null) {
            windows.close();
        }
    }
}
