package securitycenter.response;

/**
 * How actions of a kind are sent.
 *
 * @param shown the call as people read it, with a word in place of what an action is done to
 * @param permission what the tenant must have agreed to
 */
public record ExampleCall(String shown, String permission) {}
