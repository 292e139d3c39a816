package securitycenter.api;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/** Why a request gets an error for an answer; thrown where it is found out. */
class Refusal extends RuntimeException {

    /** Statuses with the codes that the two APIs know them by. */
    enum Kind {
        BAD_QUERY(HttpStatus.BAD_REQUEST, "ODataError", "BadRequest"),
        BAD_BODY(HttpStatus.BAD_REQUEST, "InvalidRequestBody", "BadRequest"),
        BAD_INPUT(HttpStatus.BAD_REQUEST, "InvalidInput", "BadRequest"),
        BAD_HUNT(HttpStatus.BAD_REQUEST, "BadRequest", "BadRequest"),
        UNKNOWN_CALLER(HttpStatus.UNAUTHORIZED, "Unauthorized", "InvalidAuthenticationToken"),
        FORBIDDEN(HttpStatus.FORBIDDEN, "Forbidden", "Forbidden"),
        NOT_FOUND(HttpStatus.NOT_FOUND, "ResourceNotFound", "ResourceNotFound"),
        WRONG_METHOD(HttpStatus.METHOD_NOT_ALLOWED, "MethodNotAllowed", "MethodNotAllowed"),
        TOO_LARGE(HttpStatus.CONTENT_TOO_LARGE, "InvalidRequestBody", "RequestEntityTooLarge"),
        NO_JSON(HttpStatus.UNSUPPORTED_MEDIA_TYPE, "InvalidRequestBody", "UnsupportedMediaType"),
        TOO_MANY(HttpStatus.TOO_MANY_REQUESTS, "TooManyRequests", "TooManyRequests"),
        FAILED(HttpStatus.INTERNAL_SERVER_ERROR, "InternalServerError", "InternalServerError"),
        UNAVAILABLE(HttpStatus.SERVICE_UNAVAILABLE, "ServiceUnavailable", "ServiceUnavailable");

        final HttpStatus status;
        final String defender;
        final String graph;

        Kind(HttpStatus status, String defender, String graph) {
            this.status = status;
            this.defender = defender;
            this.graph = graph;
        }
    }

    final Kind kind;
    final String text;
    final @Nullable Duration retryAfter;

    Refusal(Kind kind, String text) {
        this(kind, text, null);
    }

    Refusal(Kind kind, String text, @Nullable Duration retryAfter) {
        super(text, null, false, false);
        this.kind = kind;
        this.text = text;
        this.retryAfter = retryAfter;
    }
}
