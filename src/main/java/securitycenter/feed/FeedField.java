package securitycenter.feed;

/** What can be asked about of incidents and alerts. */
public enum FeedField {
    STATUS("status"),
    SEVERITY("severity"),
    CLASSIFICATION("classification"),
    DETERMINATION("determination"),
    ASSIGNED_TO("assignee"),
    SOURCE("service_source"),
    CREATED("created_at"),
    CHANGED("changed_at");

    final String column;

    FeedField(String column) {
        this.column = column;
    }
}
