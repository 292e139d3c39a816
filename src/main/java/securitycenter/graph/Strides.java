package securitycenter.graph;

import java.util.List;

/** How far a list has been read, and in which pages it is read on: in smaller ones where a page was too large. */
class Strides {

    /**
     * A way to ask for a page.
     *
     * @param options of the query beside its size
     */
    record Stride(int size, String options) {}

    /** What was too large a while ago is sought among so many. */
    private static final int FEW = 20;

    private final List<Stride> all;
    private int current;
    private int place;
    private int lastPage;

    /** Before it nothing is read again. */
    private int start;

    /** Where the longest stride is taken again. */
    private int until = FEW;

    /** @param first which of them to begin with */
    Strides(List<Stride> all, int first) {
        this.all = all;
        this.current = first;
    }

    Stride stride() {
        return all.get(current);
    }

    int number() {
        return current;
    }

    int place() {
        return place;
    }

    void took(int records) {
        place += records;
        lastPage = records;
    }

    /** Whether what was too large for longer strides lies behind. */
    boolean canBeLonger() {
        return current > 0 && place >= until;
    }

    void lengthen() {
        current = 0;
    }

    /**
     * Reads from a page further back: records that changed meanwhile may have moved the others towards the beginning.
     *
     * @return false when there is no shorter one
     */
    boolean shorten() {
        if (current == all.size() - 1) {
            return false;
        }
        until = place + stride().size();
        place = Math.max(start, place - lastPage);
        lastPage = 0;
        current++;
        return true;
    }

    void leaveOut() {
        place++;
        start = place;
        lastPage = 0;
        lengthen();
    }
}
