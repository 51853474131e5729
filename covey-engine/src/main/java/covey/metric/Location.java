package covey.metric;

/**
 * Where something was declared.
 *
 * @param file path relative to the project folder
 * @param line line, counted from 1; 0 when unknown
 */
public record Location(String file, int line) {
    /** For things that no file declares. */
    public static final Location NONE = new Location("", 0);

    @Override
    public String toString() {
        return file.isEmpty() ? "(default)" : line > 0 ? file + ":" + line : file;
    }
}
