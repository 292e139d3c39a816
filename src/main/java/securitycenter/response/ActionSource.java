package securitycenter.response;

/** From where an action comes. Source: the column Action source of the Action center. */
public enum ActionSource {
    MANUAL_DEVICE_ACTION,
    MANUAL_EMAIL_ACTION,
    MANUAL_USER_ACTION,
    AUTOMATED_DEVICE_ACTION,
    AUTOMATED_EMAIL_ACTION,
    AUTOMATED_USER_ACTION,
    ADVANCED_HUNTING_ACTION,
    DETECTION_RULE_ACTION
}
