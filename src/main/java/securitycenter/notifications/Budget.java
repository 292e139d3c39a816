package securitycenter.notifications;

/** How much may be sent by hand within an hour: each of it reaches somebody who did not ask for it. */
enum Budget {
    /** Tests of webhooks, and what is delivered again. */
    DELIVERIES(20, 60),

    /** Test mails, each to one person. */
    MAILS(100, 300);

    final int ofAPerson;
    final int ofATenant;

    Budget(int ofAPerson, int ofATenant) {
        this.ofAPerson = ofAPerson;
        this.ofATenant = ofATenant;
    }
}
