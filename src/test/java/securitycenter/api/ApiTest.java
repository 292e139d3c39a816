package securitycenter.api;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import securitycenter.Visitors;
import securitycenter.fakemicrosoft.FakeMicrosoft;
import securitycenter.fakemicrosoft.Person;
import securitycenter.fakemicrosoft.Tenant;
import securitycenter.provisioning.Homes;

/** What all who test the API begin with: a tenant of their own that has the product on, and its programs. */
abstract class ApiTest {

    @Autowired
    FakeMicrosoft microsoft;

    @Autowired
    Visitors visitors;

    @Autowired
    Homes homes;

    @LocalServerPort
    int port;

    Stored on(String name) {
        return on(microsoft.directory().tenant(name));
    }

    Stored on(Tenant tenant) {
        return Stored.on(tenant, visitors, homes);
    }

    Program programOf(Stored stored, String... appRoles) {
        return programOf(stored.tenant(), appRoles);
    }

    Program programOf(Tenant tenant, String... appRoles) {
        return Program.of(microsoft, port, tenant, appRoles);
    }

    Program programFor(Person person, String... scopes) {
        return Program.forPerson(microsoft, port, person, scopes);
    }
}
