package securitycenter.fakemicrosoft;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;
import securitycenter.identity.Role;

/**
 * Who and what a story is about, all of it invented.
 *
 * @param analyst the user principal name of somebody who works on incidents
 * @param people first those whom the attack meets, then everybody else
 */
record StoryCast(String analyst, List<String> people) {

    static final List<String> NAMES = List.of(
            "Maren Vos",
            "Joost Dekker",
            "Ines Carvalho",
            "Tomas Lindqvist",
            "Aisha Rahman",
            "Piet Hoekstra",
            "Clara Benedetti",
            "Milan Kovac",
            "Sanne Willems",
            "Diego Fuentes",
            "Hanna Virtanen",
            "Noor El Amrani",
            "Erik Solberg",
            "Yara Haddad");
    private static final int IN_THE_ATTACK = 4;

    static StoryCast of(Tenant tenant, long seed) {
        var people = new ArrayList<>(NAMES);
        Collections.shuffle(people, new Random(seed));
        return new StoryCast(analyst(tenant), List.copyOf(people));
    }

    private static String analyst(Tenant tenant) {
        return Stream.of(Role.SECURITY_OPERATOR, Role.SECURITY_ADMINISTRATOR, Role.GLOBAL_ADMINISTRATOR)
                .flatMap(role -> tenant.people().stream()
                        .filter(person -> !person.isGuest() && person.roles().contains(role)))
                .map(Person::userPrincipalName)
                .findFirst()
                .orElse("soc@" + tenant.domain());
    }

    /** Who clicks. */
    String victim() {
        return people.getFirst();
    }

    /** Whose rights the attackers are after. */
    String administrator() {
        return people.get(3);
    }

    String[] recipients() {
        return people.subList(0, 3).toArray(String[]::new);
    }

    /** Somebody outside the attack. */
    String bystander(Random random) {
        return people.get(random.nextInt(IN_THE_ATTACK, people.size()));
    }

    /** Each person has one computer. */
    String computerOf(String person) {
        return "lt-%03d".formatted(110 + 7 * people.indexOf(person));
    }

    static String account(String person) {
        return person.toLowerCase(Locale.ROOT).replace(' ', '.');
    }

    static String profile(String person) {
        return "C:\\Users\\" + account(person);
    }
}
