package securitycenter.help;

import java.util.regex.Pattern;
import org.springframework.validation.BindingResult;
import securitycenter.identity.SignedInUser;
import securitycenter.mail.Mail;

/** How a person can be reached: a mail address or a phone number. */
class Contact {

    static final int LONGEST = 320;

    /** Countries write them in many ways; what matters is that there are digits to dial. */
    private static final Pattern PHONE_NUMBER = Pattern.compile("\\+?[0-9 ()./-]+( ?(#|x|ext\\.?) ?[0-9]{1,6})?");

    private static final int FEWEST_DIGITS = 6;

    private Contact() {}

    /** The address that we know already, which is the user name where that is one. */
    static String knownOf(SignedInUser user) {
        return Mail.isAddress(user.userName()) ? user.userName() : "";
    }

    static void check(String contact, BindingResult problems) {
        if (contact.isEmpty()) {
            problems.rejectValue("contact", "help.problem.contact.blank");
        } else if (contact.length() > LONGEST) {
            problems.rejectValue("contact", "help.problem.long", new Object[] {contact.length(), LONGEST}, null);
        } else if (!Mail.isAddress(contact) && !isPhoneNumber(contact)) {
            problems.rejectValue("contact", "help.problem.contact.unknown");
        }
    }

    private static boolean isPhoneNumber(String contact) {
        return PHONE_NUMBER.matcher(contact).matches()
                && contact.chars().filter(Character::isDigit).count() >= FEWEST_DIGITS;
    }
}
