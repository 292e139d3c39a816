package securitycenter.identity;

/**
 * @param roles names of {@link Role}, with blanks between
 * @param people how many hold just these
 */
record RolesHeld(String roles, long people) {}
