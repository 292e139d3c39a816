package securitycenter.investigating;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.server.ResponseStatusException;

/** Numbers that stand in an address. */
final class Numbers {

    private Numbers() {}

    /** A number that is too long for one is that of nothing. */
    static long of(String text) {
        if (!text.matches("[0-9]{1,18}")) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }
        return Long.parseLong(text);
    }

    /** Where a page of a list begins; what cannot be read stands for the first page. */
    static @Nullable Long key(@Nullable String text) {
        return text == null || !text.matches("[0-9]{1,18}") ? null : Long.valueOf(text);
    }
}
