package securitycenter.intake;

/** A list of Graph's that is read from where the last reading ended. */
enum Source {
    ALERTS,
    INCIDENTS
}
