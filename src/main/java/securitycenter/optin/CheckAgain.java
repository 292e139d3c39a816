package securitycenter.optin;

import org.springframework.stereotype.Component;
import securitycenter.eligibility.Eligibility.ConsentMissing;
import securitycenter.eligibility.Eligibility.CouldNotCheck;
import securitycenter.eligibility.Eligibility.Eligible;
import securitycenter.eligibility.Eligibility.NotEligible;
import securitycenter.eligibility.EligibilityCheck;
import securitycenter.homes.TenantHome;
import securitycenter.provisioning.StepRefused;
import securitycenter.provisioning.TracelessStep;

/** The first step: the licenses must still cover a supported service when the work begins. */
@Component
class CheckAgain implements TracelessStep {

    private final EligibilityCheck eligibility;

    CheckAgain(EligibilityCheck eligibility) {
        this.eligibility = eligibility;
    }

    @Override
    public String name() {
        return "check-again";
    }

    @Override
    public int order() {
        return 100;
    }

    @Override
    public Part part() {
        return Part.CONDITION;
    }

    @Override
    public void provision(TenantHome home) {
        switch (eligibility.now(home.tenant()).eligibility()) {
            case Eligible _ -> {}
            case NotEligible _ -> throw new StepRefused("step.problem.not-eligible");
            case ConsentMissing _ -> throw new StepRefused("step.problem.consent-missing");
            case CouldNotCheck _ -> throw new StepRefused("step.problem.could-not-check");
        }
    }
}
