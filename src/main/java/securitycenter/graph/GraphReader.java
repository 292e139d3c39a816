package securitycenter.graph;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/** Reads lists from Graph, page by page. */
class GraphReader {

    private static final int MOST_PAGES = 100;

    private final URI graph;
    private final Wire wire;

    GraphReader(URI graph, Wire wire) {
        this.graph = graph;
        this.wire = wire;
    }

    <T> List<T> all(String path, Bearer bearer, Class<T> type) {
        return from(ask(graph.resolve(path), bearer), bearer, type);
    }

    /** An empty list where Graph has no such thing: a directory role is not there before its first use. */
    <T> List<T> allIfThere(String path, Bearer bearer, Class<T> type) {
        var first = ask(graph.resolve(path), bearer);
        return first.status() == 404 ? List.of() : from(first, bearer, type);
    }

    private <T> List<T> from(Answer first, Bearer bearer, Class<T> type) {
        var items = new ArrayList<T>();
        var page = fine(first, bearer).asPageOf(type);
        items.addAll(page.items());
        for (var pages = 1; page.nextLink() != null; pages++) {
            if (pages == MOST_PAGES) {
                throw new GraphSilent(GraphSilent.Why.UNREADABLE, "More than 100 pages");
            }
            page = next(page, bearer, type);
            items.addAll(page.items());
        }
        return List.copyOf(items);
    }

    /**
     * Hands a list of any length over page by page; asks for a page once the one before has been taken.
     *
     * @param beforeEach request
     * @return false when the taker wanted no more
     */
    <T> boolean eachPage(
            String path, Bearer bearer, Class<T> type, Runnable beforeEach, Predicate<? super List<T>> taker) {
        beforeEach.run();
        var page = fine(ask(graph.resolve(path), bearer), bearer).asPageOf(type);
        var links = new HashSet<String>();
        while (taker.test(page.items())) {
            if (page.nextLink() == null) {
                return true;
            }
            if (!links.add(page.nextLink())) {
                throw new GraphSilent(GraphSilent.Why.UNREADABLE, "Pages that go round in a circle");
            }
            beforeEach.run();
            page = next(page, bearer, type);
        }
        return false;
    }

    private <T> Page<T> next(Page<T> page, Bearer bearer, Class<T> type) {
        return fine(ask(ofGraph(requireNonNull(page.nextLink())), bearer), bearer)
                .asPageOf(type);
    }

    private Answer ask(URI address, Bearer bearer) {
        var answer = ask(address, bearer.token());
        var better = switch (answer.status()) {
            case 401 -> bearer.another();
            case 403 -> bearer.withLaterConsents();
            default -> Optional.<String>empty();
        };
        return better.map(token -> ask(address, token)).orElse(answer);
    }

    private Answer ask(URI address, String token) {
        return wire.get(address, headers -> describe(headers, token));
    }

    /** {@code ConsistencyLevel} is what Graph wants for casts and counts, and leaves out of account elsewhere. */
    private static void describe(HttpHeaders headers, String token) {
        headers.setBearerAuth(token);
        headers.set("ConsistencyLevel", "eventual");
        headers.set("Prefer", "include-unknown-enum-members");
    }

    private static Answer fine(Answer answer, Bearer bearer) {
        if (answer.fine()) {
            return answer;
        }
        if (answer.status() == 403) {
            var named = answer.missingPermission();
            if (named.isPresent() || answer.errorCode().equals("Authorization_RequestDenied")) {
                throw bearer.refused(named.orElse(null));
            }
        }
        throw GraphSilent.after(answer, "Graph answered " + answer.status());
    }

    /** The token goes to Graph alone, wherever an answer points. */
    private URI ofGraph(String nextLink) {
        var next = parsed(nextLink);
        if (next == null
                || !graph.getScheme().equalsIgnoreCase(next.getScheme())
                || !graph.getAuthority().equalsIgnoreCase(next.getAuthority())) {
            throw new GraphSilent(GraphSilent.Why.UNREADABLE, "A next page that is not at Graph");
        }
        return next;
    }

    private static @Nullable URI parsed(String link) {
        try {
            return URI.create(link);
        } catch (IllegalArgumentException broken) {
            return null;
        }
    }
}
