package covey.assignment.log;

import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.List;

/** Records of CSV one after the other. */
public final class CsvRecords {
    private static final int END = -1;

    private final Reader reader;
    private final StringBuilder field = new StringBuilder();
    private List<String> fields = List.of();
    private boolean ended;
    private boolean open;
    private int ahead = -2;

    /** Records of a text; the reader stays open. */
    public CsvRecords(Reader reader) {
        this.reader = reader;
    }

    /** Goes to the next record, past empty lines; false at the end. */
    public boolean next() throws IOException {
        int c = take();
        while (c == '\n' || c == '\r') {
            c = take();
        }
        if (c == END) {
            return false;
        }
        List<String> found = new ArrayList<>();
        open = false;
        do {
            c = readField(c);
            found.add(field.toString());
            if (c == ',') {
                c = take();
                if (c == '\n' || c == '\r' || c == END) {
                    found.add("");
                    break;
                }
            } else {
                break;
            }
        } while (true);
        ended = c == '\n' || c == '\r';
        fields = found;
        return true;
    }

    /** Fields of the record. */
    public List<String> fields() {
        return fields;
    }

    /** Whether its line was ended. */
    boolean ended() {
        return ended;
    }

    /** Whether the file ended inside quotes. */
    boolean open() {
        return open;
    }

    /** Reads a field from its first character into {@link #field}; returns what stands after it. */
    private int readField(int first) throws IOException {
        field.setLength(0);
        int c = first;
        if (c == '"') {
            c = readQuoted();
        }
        while (c != ',' && c != '\n' && c != '\r' && c != END) {
            field.append((char) c);
            c = take();
        }
        return c;
    }

    private int readQuoted() throws IOException {
        while (true) {
            int c = take();
            if (c == END) {
                open = true;
                return END;
            }
            if (c == '"') {
                c = take();
                if (c != '"') {
                    return c;
                }
            }
            field.append((char) c);
        }
    }

    private int take() throws IOException {
        if (ahead != -2) {
            int c = ahead;
            ahead = -2;
            return c;
        }
        int c = reader.read();
        if (c == '\r') {
            // one line end, however it is written
            int following = reader.read();
            ahead = following == '\n' ? -2 : following;
            return '\n';
        }
        return c;
    }
}
