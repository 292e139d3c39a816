package securitycenter;

import org.springframework.boot.test.context.TestComponent;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Lazy;
import securitycenter.fakemicrosoft.Cast;
import securitycenter.fakemicrosoft.FakeMicrosoft;
import securitycenter.fakemicrosoft.Person;

/** Lets people visit the application under test over HTTP, as a browser without scripts would. */
@Lazy
@TestComponent
public class Visitors {

    private final int port;

    public Visitors(@LocalServerPort int port) {
        this.port = port;
    }

    public Visitor stranger() {
        return new Visitor("http://localhost:" + port);
    }

    /** One of our support staff, new each time. */
    public Visitor staff(FakeMicrosoft microsoft, String name) {
        return signedIn(microsoft
                .directory()
                .operator()
                .person(name + " " + System.nanoTime())
                .appRole(Cast.SUPPORT_ROLE));
    }

    /** Goes the whole way through Entra. */
    public Visitor signedIn(Person person) {
        var visitor = stranger();
        visitor.signIn(person);
        return visitor;
    }
}
