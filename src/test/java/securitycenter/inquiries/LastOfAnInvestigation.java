package securitycenter.inquiries;

import securitycenter.LastWork;
import securitycenter.casefiles.AlertFiles;
import securitycenter.hunts.Asker;
import securitycenter.hunts.Asker.Channel;
import securitycenter.hunts.Hunts;
import securitycenter.response.Remediation;

/** A part of what is done in an investigation, by its name. */
class LastOfAnInvestigation extends LastWork {

    @Override
    protected Object of(Object bean, String where) {
        return switch (bean) {
            case AlertFiles _ when where.equals("the alert") -> stopping(bean, "find");
            case Inquiry _ when where.equals("a step") -> stopping(bean, "step");
            case Hunts _
            when where.equals("a query") ->
                stopping(
                        bean,
                        call -> call.getMethod().getName().equals("ask")
                                && call.getArguments()[1] instanceof Asker asker
                                && asker.channel() == Channel.INVESTIGATION);
            case Judging _ when where.equals("a judgement") -> stopping(bean, "of");
            case Remediation _ when where.equals("a proposal") -> stopping(bean, "propose");
            default -> bean;
        };
    }
}
