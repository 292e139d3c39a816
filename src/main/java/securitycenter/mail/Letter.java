package securitycenter.mail;

import java.util.List;

/**
 * Plain text for some people. Each of them gets a mail of their own and does not see the others.
 *
 * @param to addresses, each of which {@link Mail#isAddress} knows as one
 */
public record Letter(List<String> to, String subject, String text) {}
