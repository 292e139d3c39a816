package securitycenter.benchmarks;

import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Scanner;
import securitycenter.DistantMicrosoft;

/** The application without its neighbors. It says what it has spent whenever it is sent a line. */
class CountedProduct {

    public static void main(String[] args) throws SQLException, IOException {
        CountedDriver.install();
        var settings = new ArrayList<>(List.of(args));
        settings.add("--spring.datasource.driver-class-name=" + CountedDriver.class.getName());
        var product = Product.start("trickle", settings, DistantMicrosoft.class);
        System.out.println("data " + product.context().getEnvironment().getRequiredProperty("data-folder"));
        System.out.println("port " + product.port());
        var questions = new Scanner(System.in);
        while (questions.hasNextLine()) {
            questions.nextLine();
            System.out.println(Spent.byThisProcess().line());
        }
        product.close();
    }
}
