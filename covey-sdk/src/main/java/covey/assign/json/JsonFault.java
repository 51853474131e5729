package covey.assign.json;

/** Text that is not JSON, with line and column counted from 1. */
public final class JsonFault extends IllegalArgumentException {
    JsonFault(int line, int column, String message) {
        super("line " + line + ", column " + column + ": " + message);
    }
}
