package securitycenter.audit;

import org.jspecify.annotations.Nullable;

/**
 * An entry with the hash that was computed when it was written.
 *
 * @param staffAddress where support staff came from, for our own eyes
 */
record SealedEntry(Entry entry, String hash, @Nullable String staffAddress) {

    static SealedEntry of(Entry entry, @Nullable String staffAddress) {
        return new SealedEntry(entry, entry.hash(), staffAddress);
    }

    /** Where whoever acted came from, as far as the reach goes. */
    @Nullable
    String address(Reach reach) {
        return reach.ofStaff() && staffAddress != null ? staffAddress : entry.address();
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
