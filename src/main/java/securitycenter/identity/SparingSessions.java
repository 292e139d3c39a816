package securitycenter.identity;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.session.Session;
import org.springframework.session.SessionRepository;

/**
 * Writes down no more than once a minute that a session is in use. Otherwise every page would be a write, and the pages
 * of one person would wait for each other. A session may so end a minute before its time.
 */
record SparingSessions<S extends Session>(SessionRepository<S> store)
        implements SessionRepository<SparingSessions.InUse<S>> {

    private static final Duration BETWEEN_WRITES = Duration.ofMinutes(1);

    static <S extends Session> SessionRepository<?> around(SessionRepository<S> store) {
        return new SparingSessions<>(store);
    }

    @Override
    public InUse<S> createSession() {
        return new InUse<>(store.createSession());
    }

    /** Does nothing when nothing has changed. */
    @Override
    public void save(InUse<S> session) {
        store.save(session.stored);
    }

    @Override
    public @Nullable InUse<S> findById(String id) {
        var stored = store.findById(id);
        return stored == null ? null : new InUse<>(stored);
    }

    @Override
    public void deleteById(String id) {
        store.deleteById(id);
    }

    record InUse<S extends Session>(S stored) implements Session {

        @Override
        public void setLastAccessedTime(Instant now) {
            if (stored.getLastAccessedTime().plus(BETWEEN_WRITES).isBefore(now)) {
                stored.setLastAccessedTime(now);
            }
        }

        @Override
        public String getId() {
            return stored.getId();
        }

        @Override
        public String changeSessionId() {
            return stored.changeSessionId();
        }

        @Override
        public <T> @Nullable T getAttribute(String name) {
            return stored.getAttribute(name);
        }

        @Override
        public Set<String> getAttributeNames() {
            return stored.getAttributeNames();
        }

        @Override
        public void setAttribute(String name, Object value) {
            stored.setAttribute(name, value);
        }

        @Override
        public void removeAttribute(String name) {
            stored.removeAttribute(name);
        }

        @Override
        public Instant getCreationTime() {
            return stored.getCreationTime();
        }

        @Override
        public Instant getLastAccessedTime() {
            return stored.getLastAccessedTime();
        }

        @Override
        public void setMaxInactiveInterval(Duration interval) {
            stored.setMaxInactiveInterval(interval);
        }

        @Override
        public Duration getMaxInactiveInterval() {
            return stored.getMaxInactiveInterval();
        }

        @Override
        public boolean isExpired() {
            return stored.isExpired();
        }
    }
}
