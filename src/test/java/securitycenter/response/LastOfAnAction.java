package securitycenter.response;

import securitycenter.LastWork;

/** A part of what is done with an action, by its name. */
class LastOfAnAction extends LastWork {

    @Override
    protected Object of(Object bean, String where) {
        return switch (bean) {
            case Remediation _ when where.equals("the decision") -> stopping(bean, "approve");
            case AtMicrosoft _ when where.equals("that it begins") -> stoppingBefore(bean, "send");
            case AtMicrosoft _ when where.equals("the call") -> stopping(bean, "send");
            case Remediation _ when where.equals("the wish") -> stopping(bean, "cancel");
            case AtMicrosoft _ when where.equals("the cancelling") -> stopping(bean, "cancel");
            case AtMicrosoft _ when where.equals("the question") -> stopping(bean, "ask");
            default -> bean;
        };
    }
}
