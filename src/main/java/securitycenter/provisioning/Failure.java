package securitycenter.provisioning;

/** A run that has failed and waits for somebody, and the step it failed at. */
public record Failure(long run, String step) {}
