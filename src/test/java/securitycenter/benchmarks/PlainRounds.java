package securitycenter.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/** Gets a page and updates a row, so many times, and says what it has spent on that. Arguments: page, database, user, times. */
class PlainRounds {

    public static void main(String[] args) throws SQLException, IOException, InterruptedException {
        CountedDriver.install();
        var page = HttpRequest.newBuilder(URI.create(args[0])).build();
        var times = Integer.parseInt(args[3]);
        try (var http = HttpClient.newHttpClient();
                var database = DriverManager.getConnection(args[1], args[2], "")) {
            database.createStatement().execute("create table plain (id integer primary key, read_at bigint not null)");
            database.createStatement().execute("insert into plain values (1, 0)");
            rounds(http, page, database, times); // warms up
            var before = Spent.byThisProcess();
            rounds(http, page, database, times);
            System.out.println(Spent.byThisProcess().since(before).line());
        }
    }

    private static void rounds(HttpClient http, HttpRequest page, Connection database, int times)
            throws SQLException, IOException, InterruptedException {
        try (var update = database.prepareStatement("update plain set read_at = ? where id = 1")) {
            for (int i = 0; i < times; i++) {
                if (http.send(page, BodyHandlers.ofString()).statusCode() != 200) {
                    throw new IllegalStateException("No page at " + page.uri());
                }
                update.setLong(1, System.nanoTime());
                update.executeUpdate();
            }
        }
    }
}
