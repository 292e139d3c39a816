package securitycenter.hunting;

/**
 * A query that comes with the product.
 *
 * @param id of its texts and in its address
 * @param link the query as it stands in an address
 */
record CommunityQuery(String id, String text, String link) {}
