package securitycenter.api;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.http.HttpMethod;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.TransactionSystemException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.util.DisconnectedClientHelper;
import securitycenter.api.Refusal.Kind;
import securitycenter.api.RefusalLog.Why;
import securitycenter.homes.BrokenOff;
import securitycenter.homes.HomeBusy;
import securitycenter.homes.ReadOnlyTable;

/** What programs are told when a call does not end as they wanted. */
@RestControllerAdvice(basePackageClasses = Answers.class)
class Answers {

    private static final Logger faults = LoggerFactory.getLogger(Answers.class);

    private static final Duration A_WHILE = Duration.ofMinutes(5);
    private static final Set<String> READING = Set.of(HttpMethod.GET.name(), HttpMethod.HEAD.name());

    private final ErrorBody errors;
    private final RefusalLog log;

    Answers(ErrorBody errors, RefusalLog log) {
        this.errors = errors;
        this.log = log;
    }

    @ExceptionHandler
    void refused(Refusal refusal, HttpServletRequest request, HttpServletResponse response) throws IOException {
        errors.write(request, response, refusal);
    }

    @ExceptionHandler
    void notAllowed(
            AccessDeniedException refusal,
            HandlerMethod handler,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        var needed = handler.getMethodAnnotation(CallersWith.class);
        errors.write(
                request,
                response,
                new Refusal(Kind.FORBIDDEN, needed == null ? "Forbidden" : whyNot(needed.value(), request)));
    }

    private String whyNot(Permission needed, HttpServletRequest request) {
        var caller = ApiCaller.of(request.getUserPrincipal());
        if (needed.isNamedBy(caller)) {
            log.add(caller, Why.ROLE, request);
            return "The person's directory roles do not allow this.";
        }
        log.add(caller, Why.PERMISSION, request);
        var words = caller.person() == null ? "application roles" : "application scopes";
        return "Missing %1$s. API required %2$s: %3$s, %1$s: %4$s."
                .formatted(
                        words,
                        words.substring("application ".length()),
                        String.join(", ", needed.namesFor(caller)),
                        caller.permissions().stream().sorted().collect(Collectors.joining(", ")));
    }

    @ExceptionHandler
    void undecodable(InvalidParameterException query, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        errors.write(request, response, ListCall.wrong("The query of the address cannot be decoded."));
    }

    @ExceptionHandler({DataAccessException.class, TransactionException.class, HomeBusy.class})
    void noData(RuntimeException failure, HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (ReadOnlyTable.isCauseOf(failure)) {
            errors.write(
                    request,
                    response,
                    new Refusal(Kind.UNAVAILABLE, "The data is being moved and cannot be changed meanwhile.", A_WHILE));
        } else if (BrokenOff.isCauseOf(failure)) {
            faults.warn("Call {} took too long", Tracking.idOf(request), failure);
            errors.write(request, response, new Refusal(Kind.UNAVAILABLE, whatIsSlow(request)));
        } else if (isPassing(failure)) {
            faults.warn("Call {} found no data", Tracking.idOf(request), failure);
            errors.write(
                    request,
                    response,
                    new Refusal(Kind.UNAVAILABLE, "The data cannot be reached just now. Try again."));
        } else {
            failed(failure, request, response);
        }
    }

    private static String whatIsSlow(HttpServletRequest request) {
        return READING.contains(request.getMethod())
                ? "This takes too long. Narrow the filter, or ask for fewer at once."
                : "Saving took too long and was broken off. Read what is there now before you try again.";
    }

    /** Whether a database is away or others are at work in it, so that the same call may be answered later. */
    private static boolean isPassing(RuntimeException failure) {
        return switch (failure) {
            case HomeBusy _,
                    DataAccessResourceFailureException _,
                    TransientDataAccessException _,
                    RecoverableDataAccessException _,
                    CannotCreateTransactionException _,
                    TransactionSystemException _ -> true;
            default -> false;
        };
    }

    @ExceptionHandler
    void failed(Exception failure, HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (DisconnectedClientHelper.isClientDisconnectedException(failure)) {
            return;
        }
        faults.error("Call {} failed", Tracking.idOf(request), failure);
        errors.write(
                request, response, new Refusal(Kind.FAILED, "Something went wrong here. It has been written down."));
    }
}
