package securitycenter.audit;

/** Whether an act took place. */
enum Outcome {
    DONE,
    REFUSED
}
