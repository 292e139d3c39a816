package securitycenter;

import org.springframework.boot.test.context.TestComponent;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Lazy;
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

    /** Goes the whole way through Entra. */
    public Visitor signedIn(Person person) {
        var visitor = stranger();
        visitor.signIn(person);
        return visitor;
    }
}
