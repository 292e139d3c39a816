package securitycenter.support;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Two who answer the same wish at the same moment: one is heard, and the other is shown what became of it. */
@ControllerAdvice(assignableTypes = {ActionController.class, ApprovalController.class, BulkController.class})
class Overtaken {

    @ExceptionHandler(ConcurrencyFailureException.class)
    String showWhatBecameOfIt(HttpServletRequest request, RedirectAttributes next) {
        var address = request.getRequestURI();
        next.addFlashAttribute(
                "problemKey",
                address.endsWith("/stop") ? "support.bulk.overtaken" : "support.problem.answered-already");
        return "redirect:" + address.replaceFirst("(/\\d+)?/(approve|refuse)$|/(agree|disagree|withdraw|stop)$", "");
    }
}
