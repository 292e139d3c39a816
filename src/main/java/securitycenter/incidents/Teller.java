package securitycenter.incidents;

/** Who told of an alert. */
enum Teller {
    GRAPH,

    /** Rows of the streaming API, which say less: Graph's word counts more. */
    STREAM
}
