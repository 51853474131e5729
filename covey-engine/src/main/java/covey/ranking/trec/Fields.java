package covey.ranking.trec;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** Lines of a stream as fields between white space, as byte ranges of one buffer: no object per line. */
final class Fields {
    private static final int BUFFER = 1 << 20;
    private static final boolean[] SPACE = new boolean[256];

    static {
        for (int b : new int[] {' ', '\t', '\n', 0x0b, '\f', '\r'}) {
            SPACE[b] = true;
        }
    }

    private final InputStream stream;
    private byte[] buffer = new byte[BUFFER + 1];
    private int filled;
    private int next;
    private boolean ended;
    private int start;
    private int end;
    private long consumed;
    private final int[] from;
    private final int[] to;

    /** Keeps the first {@code wanted} fields of a line. */
    Fields(InputStream stream, int wanted) {
        this.stream = stream;
        this.from = new int[wanted];
        this.to = new int[wanted];
    }

    static boolean isSpace(byte b) {
        return SPACE[b & 0xff];
    }

    /** Goes to the next line; false behind the last. */
    boolean nextLine() throws IOException {
        int at = next;
        while (true) {
            byte[] bytes = buffer;
            int last = filled;
            while (at < last && bytes[at] != '\n') {
                at++;
            }
            if (at < last) {
                begin(at);
                return true;
            }
            int searched = at - next;
            if (!fill()) {
                if (next >= filled) {
                    return false;
                }
                begin(filled);
                return true;
            }
            at = next + searched;
        }
    }

    private void begin(int newline) {
        consumed += newline + 1 - next;
        start = next;
        end = newline;
        next = newline + 1;
    }

    /** Moves what is left to the front and reads on; false at the end of the stream. */
    private boolean fill() throws IOException {
        if (ended) {
            return false;
        }
        int left = filled - next;
        if (next > 0) {
            System.arraycopy(buffer, next, buffer, 0, left);
        } else if (left > buffer.length / 2) {
            buffer = Arrays.copyOf(buffer, 2 * buffer.length);
        }
        next = 0;
        filled = left;
        int read = stream.read(buffer, filled, buffer.length - 1 - filled);
        if (read < 0) {
            ended = true;
            return false;
        }
        filled += read;
        return true;
    }

    /** Splits the line and returns how many fields there are, at most one more than wanted. */
    int split() {
        byte[] bytes = buffer;
        int last = end;
        int at = start;
        int found = 0;
        while (true) {
            while (at < last && SPACE[bytes[at] & 0xff]) {
                at++;
            }
            if (at == last) {
                return found;
            }
            if (found == from.length) {
                return found + 1;
            }
            from[found] = at;
            while (at < last && !SPACE[bytes[at] & 0xff]) {
                at++;
            }
            to[found++] = at;
        }
    }

    /** Whether the line begins with a comment sign. */
    boolean isComment() {
        return start < end && buffer[start] == '#';
    }

    /** Bytes from the start of the stream to the end of this line. */
    long consumed() {
        return consumed;
    }

    byte[] bytes() {
        return buffer;
    }

    int from(int field) {
        return from[field];
    }

    int to(int field) {
        return to[field];
    }
}
