package securitycenter.benchmarks;

import java.util.List;
import securitycenter.identity.Role;

/** The application with one tenant that uses the product, and its administrator signed in. */
class SignedInPages {

    public static void main(String[] args) throws InterruptedException {
        var product = Product.start("pages", List.of());
        var administrator = product.microsoft()
                .directory()
                .tenant("Benchmark B.V.")
                .licensed("SPE_E5")
                .person("Ada")
                .holds(Role.GLOBAL_ADMINISTRATOR);
        var visitor = product.visitors().signedIn(administrator);
        visitor.get("/settings").form("/settings").tick("turnOn").submit();
        while (visitor.get("/incidents").path().equals("/settings")) {
            Thread.sleep(100);
        }
        System.out.println("cookies " + String.join("; ", visitor.cookies()));
        System.out.println("port " + product.port());
    }
}
