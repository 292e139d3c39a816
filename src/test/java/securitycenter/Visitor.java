package securitycenter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.FormElement;
import securitycenter.fakemicrosoft.Person;

/** One browser with its cookies. It follows redirects and sends forms with what they hold. */
public class Visitor {

    private static final Duration LONGEST_RUN = Duration.ofMinutes(1);

    /** What came back in the end. */
    public record Page(Visitor visitor, HttpResponse<String> response) {

        public int status() {
            return response.statusCode();
        }

        public String path() {
            return response.uri().getPath();
        }

        public String body() {
            return response.body();
        }

        public Document html() {
            return Jsoup.parse(response.body(), response.uri().toString());
        }

        /** What a person reads in the main part. */
        public String text() {
            var main = html().selectFirst("main");
            return main == null ? html().text() : main.text();
        }

        /** The page as it is once it no longer renews itself, as that of a run which is over. */
        public Page ended() {
            var end = Instant.now().plus(LONGEST_RUN);
            var page = this;
            while (page.html().selectFirst("[hx-get]") != null) {
                assertThat(Instant.now()).isBefore(end);
                page = visitor.get(path());
            }
            return page;
        }

        public String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }

        public Form form(String action) {
            var found = html().selectFirst("form[method=post][action=" + action + "]");
            if (found == null) {
                throw new AssertionError("No form for " + action + " on " + response.uri() + ":\n" + text());
            }
            return new Form(visitor, (FormElement) found);
        }
    }

    /** A form of a page, as a person fills it in. */
    public record Form(Visitor visitor, FormElement element) {

        public Form tick(String name) {
            input(name).attr("checked", true);
            return this;
        }

        public Form untick(String name) {
            input(name).removeAttr("checked");
            return this;
        }

        public Form type(String name, String value) {
            input(name).val(value);
            return this;
        }

        public Form choose(String name, String value) {
            for (var option : element.select("select[name=" + name + "] option")) {
                option.attr("selected", option.attr("value").equals(value));
            }
            return this;
        }

        /** One of several of the same name. */
        public Form pick(String name, String value) {
            for (var one : element.select("input[type=radio][name=" + name + "]")) {
                one.attr("checked", one.val().equals(value));
            }
            return this;
        }

        /** As by a button that sends the form somewhere else. */
        public Form to(String action) {
            element.attr("action", action);
            return this;
        }

        /** By the button of these words: with what it adds, and in the way that it asks for. */
        public Page press(String words) {
            var button = element.select("button").stream()
                    .filter(one -> one.text().equals(words))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("No button " + words + " in " + element));
            if (button.hasAttr("name")) {
                element.appendElement("input")
                        .attr("type", "hidden")
                        .attr("name", button.attr("name"))
                        .attr("value", button.attr("value"));
            }
            return button.attr("formmethod").equals("get")
                    ? visitor.get(element.absUrl("action") + "?" + fields())
                    : submit();
        }

        private String fields() {
            return element.formData().stream()
                    .map(field -> encoded(field.key()) + "=" + encoded(field.value()))
                    .collect(Collectors.joining("&"));
        }

        public Page submit(String... headers) {
            return visitor.send(request -> filled(with(headers, request)), element.absUrl("action"));
        }

        /** Without following a redirect. */
        public Page submitOnly() {
            return visitor.answer(visitor.still, filled(visitor.asBrowser(element.absUrl("action"))));
        }

        private HttpRequest.Builder filled(HttpRequest.Builder request) {
            return request.POST(BodyPublishers.ofString(fields()))
                    .header("Content-Type", "application/x-www-form-urlencoded");
        }

        private org.jsoup.nodes.Element input(String name) {
            var found = element.selectFirst("input[name=%1$s], textarea[name=%1$s]".formatted(name));
            if (found == null) {
                throw new AssertionError("No field " + name + " in " + element);
            }
            return found;
        }
    }

    private final String address;
    private final HttpClient http;
    private final HttpClient still;

    Visitor(String address) {
        this.address = address;
        var cookies = new CookieManager();
        this.http = HttpClient.newBuilder()
                .cookieHandler(cookies)
                .followRedirects(Redirect.NORMAL)
                .build();
        this.still = HttpClient.newBuilder()
                .cookieHandler(cookies)
                .followRedirects(Redirect.NEVER)
                .build();
    }

    public Page signIn(Person person) {
        return get("/oauth2/authorization/entra?login_hint=" + encoded(person.userPrincipalName()));
    }

    /** The page of the run that has built the home. */
    public Page turnOn() {
        return get("/settings").form("/settings").tick("turnOn").submit().ended();
    }

    public Page get(String path, String... headers) {
        return send(request -> with(headers, request), path);
    }

    private static HttpRequest.Builder with(String[] headers, HttpRequest.Builder request) {
        for (var i = 0; i < headers.length; i += 2) {
            request.setHeader(headers[i], headers[i + 1]);
        }
        return request;
    }

    /** Without following a redirect. */
    public Page look(String path, String... headers) {
        return answer(still, with(headers, asBrowser(path)));
    }

    /** A form that no page offered: what a script or an attacker sends. The token of the last page goes along. */
    public Page forge(String path, Map<String, String> fields) {
        var token = get("/preferences").html().selectFirst("input[name=_csrf]");
        var all = fields.entrySet().stream()
                .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
                .collect(Collectors.toCollection(java.util.ArrayList::new));
        if (token != null) {
            all.add("_csrf=" + encoded(token.val()));
        }
        return post(path, String.join("&", all));
    }

    public Page post(String path, String body) {
        return send(
                request -> request.POST(BodyPublishers.ofString(body))
                        .header("Content-Type", "application/x-www-form-urlencoded"),
                path);
    }

    /** What a browser would save to disk. */
    public byte[] download(String path) {
        try {
            var answer = http.send(asBrowser(path).build(), BodyHandlers.ofByteArray());
            if (answer.statusCode() != 200) {
                throw new AssertionError(path + " answered " + answer.statusCode());
            }
            return answer.body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A cookie that somebody else made. */
    public void keep(String name, String value) {
        var cookie = new HttpCookie(name, value);
        cookie.setPath("/");
        cookie.setVersion(0);
        ((CookieManager) http.cookieHandler().orElseThrow()).getCookieStore().add(URI.create(address), cookie);
    }

    public List<String> cookies() {
        return ((CookieManager) http.cookieHandler().orElseThrow())
                .getCookieStore().getCookies().stream().map(Object::toString).toList();
    }

    private interface Filling {
        HttpRequest.Builder fill(HttpRequest.Builder request);
    }

    private Page send(Filling filling, String path) {
        return answer(http, filling.fill(asBrowser(path)));
    }

    private HttpRequest.Builder asBrowser(String path) {
        return HttpRequest.newBuilder(URI.create(absolute(path))).header("Accept", "text/html");
    }

    private String absolute(String path) {
        return path.startsWith("http") ? path : address + path;
    }

    private Page answer(HttpClient client, HttpRequest.Builder request) {
        try {
            return new Page(this, client.send(request.build(), BodyHandlers.ofString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
