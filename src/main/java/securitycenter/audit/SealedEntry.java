package securitycenter.audit;

/** An entry with the hash that was computed when it was written. */
record SealedEntry(Entry entry, String hash) {

    static SealedEntry of(Entry entry) {
        return new SealedEntry(entry, entry.hash());
    }

    boolean intact() {
        return entry.hash().equals(hash);
    }

    /** The line of the export. Without its last member it is the text that the hash was computed from. */
    String line() {
        var json = entry.json();
        return json.substring(0, json.length() - 1) + ",\"hash\":\"" + hash + "\"}";
    }
}
