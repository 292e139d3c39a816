package securitycenter.audit;

/** How many entries a tenant's chain has, and the hash of the last one. */
record ChainHead(long length, String hash) {

    /** What the first entry names as its predecessor. */
    static final ChainHead GENESIS = new ChainHead(0, "0".repeat(64));
}
