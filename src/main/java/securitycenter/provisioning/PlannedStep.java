package securitycenter.provisioning;

/** One line of a dry run: what the step creates, or that it is there already. */
public record PlannedStep(String step, boolean built) {}
