package covey.project;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** A new project: a commented example of each file, with made-up data small enough to run at once. */
public final class ProjectTemplate {
    /** Files of a new project, relative to its folder. */
    public static final List<String> FILES = List.of(
            "covey.yml",
            "models/core.yml",
            "metrics/engagement.yml",
            "studies/example.yml",
            "fixtures/ctr.csv",
            "data/users.csv",
            "data/exposures.csv",
            "data/impressions.csv");

    private static final String PLACE = "template/";
    private static final Pattern NAME = Pattern.compile("[\\p{L}0-9_][\\p{L}0-9_.-]*");

    private ProjectTemplate() {}

    /**
     * Writes the example files; nothing that is already there is touched.
     *
     * @param folder the project's folder, made when absent
     * @param name the project's name
     * @return the files written
     * @throws FileAlreadyExistsException when the folder is a project, or has one of the files
     * @throws IllegalArgumentException when the name is none
     */
    public static List<Path> write(Path folder, String name) throws IOException {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "'" + name + "' cannot name a project: use letters, digits, '_', '-' and '.'");
        }
        for (String file : FILES) {
            if (Files.exists(folder.resolve(file))) {
                throw new FileAlreadyExistsException(
                        folder.resolve(file).toString(), null, "it is already there; choose an empty folder");
            }
        }
        List<Path> written = new ArrayList<>();
        for (String file : FILES) {
            Path path = folder.resolve(file);
            Files.createDirectories(path.toAbsolutePath().getParent());
            Files.writeString(path, text(file).replace("{{name}}", name), StandardOpenOption.CREATE_NEW);
            written.add(path);
        }
        return written;
    }

    private static String text(String file) throws IOException {
        try (InputStream in = ProjectTemplate.class.getResourceAsStream(PLACE + file)) {
            if (in == null) {
                throw new IllegalStateException("the program lacks its file " + PLACE + file);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
