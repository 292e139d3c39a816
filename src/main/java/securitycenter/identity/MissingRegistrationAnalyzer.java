package securitycenter.identity;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import securitycenter.identity.EntraApplication.MissingRegistration;

/** Says what is missing in one sentence instead of a stack trace. */
class MissingRegistrationAnalyzer extends AbstractFailureAnalyzer<MissingRegistration> {

    @Override
    protected FailureAnalysis analyze(Throwable failure, MissingRegistration cause) {
        return new FailureAnalysis(
                "Security Center needs to know its app registration in Entra ID: set the environment variables"
                        + " ENTRA_CLIENT_ID and ENTRA_CLIENT_SECRET.",
                "The README explains under \"Run it for real\" how to register the app, click by click.",
                cause);
    }
}
