package securitycenter.streaming;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import securitycenter.streaming.Streamed.Unreadable;

/**
 * What a stretch of a blob holds: its whole lines.
 *
 * @param length of the stretch that is done with, in bytes
 * @param endsInLongLine the rest of the line that follows is to be left out
 */
record Lines(List<Arrival> arrivals, int length, boolean endsInLongLine) {

    /** Bytes. More than any record that Event Hubs would deliver. */
    static final int LONGEST = 1 << 20;

    /** Of a line that is too long. */
    private static final int KEPT = 1 << 16;

    /** Records of a stretch; short ones take more memory than room in a blob. */
    static final int MOST = 20_000;

    /** How many bytes are read at a time; a line that fills them is too long in any case. */
    static final int STRETCH = 4 << 20;

    /**
     * Cuts at the last line's end, so that no character is cut in two.
     *
     * @param offset of the stretch in the blob
     * @param withinLongLine it begins within a line that is left out
     * @param complete nothing will follow: the last line needs no end
     */
    static Lines in(byte[] bytes, Blob blob, long offset, boolean withinLongLine, boolean complete) {
        var arrivals = new ArrayList<Arrival>();
        var start = 0;
        if (withinLongLine) {
            start = lineEnd(bytes, 0) + 1;
            if (start == 0) {
                return new Lines(arrivals, bytes.length, !complete);
            }
        }
        var end = lineEnd(bytes, start);
        for (; end >= 0 && arrivals.size() < MOST; end = lineEnd(bytes, start)) {
            add(arrivals, bytes, start, end, blob, offset);
            start = end + 1;
        }
        var tooLong = end < 0 && start == 0 && bytes.length >= STRETCH;
        if (tooLong || end < 0 && complete) {
            add(arrivals, bytes, start, bytes.length, blob, offset);
            start = bytes.length;
        }
        return new Lines(arrivals, start, tooLong && !complete);
    }

    private static int lineEnd(byte[] bytes, int from) {
        for (var i = from; i < bytes.length; i++) {
            if (bytes[i] == '\n') {
                return i;
            }
        }
        return -1;
    }

    private static void add(List<Arrival> arrivals, byte[] bytes, int start, int end, Blob blob, long offset) {
        var stop = end > start && bytes[end - 1] == '\r' ? end - 1 : end;
        if (stop - start > LONGEST) {
            arrivals.add(new Arrival(blob.source(), offset + start, tooLong(bytes, start, blob)));
        } else if (!isBlank(bytes, start, stop)) {
            for (var what : StreamedRecord.read(Arrays.copyOfRange(bytes, start, stop), blob.table())) {
                arrivals.add(new Arrival(blob.source(), offset + start, what));
            }
        }
    }

    private static boolean isBlank(byte[] bytes, int start, int stop) {
        for (var i = start; i < stop; i++) {
            if (bytes[i] != ' ' && bytes[i] != '\t') {
                return false;
            }
        }
        return true;
    }

    private static Unreadable tooLong(byte[] bytes, int start, Blob blob) {
        var beginning = new String(bytes, start, KEPT, StandardCharsets.UTF_8);
        return new Unreadable(null, blob.table(), null, Flaw.TOO_LONG, null, beginning, true);
    }
}
