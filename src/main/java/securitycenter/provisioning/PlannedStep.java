package securitycenter.provisioning;

/** One line of a dry run: what the step would create, or that it is there already. */
public record PlannedStep(String step, ProvisioningStep.Part part, boolean built) {}
