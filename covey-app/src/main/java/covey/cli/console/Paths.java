package covey.cli.console;

import java.nio.file.Path;

/** How a path is shown to a reader. */
public final class Paths {
    private Paths() {}

    /** Relative to {@code folder} where it lies inside, else as it is. */
    public static String shown(Path folder, Path file) {
        Path absolute = file.toAbsolutePath().normalize();
        return absolute.startsWith(folder) && !absolute.equals(folder)
                ? folder.relativize(absolute).toString()
                : file.toString();
    }

    /** Relative to the current folder where it lies inside, else absolute. */
    public static String fromHere(Path file) {
        return shown(Path.of("").toAbsolutePath(), file.toAbsolutePath().normalize());
    }
}
