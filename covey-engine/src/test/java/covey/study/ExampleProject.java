package covey.study;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A project of {@code examples/}, copied with its data path made absolute so that results do not land in the checkout. The data
 * stand beside the checkout, in {@code ../shared} or {@code COVEY_SHARED}; without them the test reports itself as not run.
 */
record ExampleProject(Path folder, Path shared) {
    static ExampleProject copied(String name, Path into) {
        Path examples = examples();
        Path shared = Optional.ofNullable(System.getenv("COVEY_SHARED"))
                .map(Path::of)
                .orElse(Objects.requireNonNull(examples.getParent()).resolveSibling("shared"));
        assumeTrue(Files.isDirectory(shared.resolve("data")), "data sets are not beside the checkout: " + shared);
        Path from = examples.resolve(name);
        Path to = into.resolve(name);
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile)
                    .filter(f -> f.toString().endsWith(".yml"))
                    .toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                Files.createDirectories(target.getParent());
                Files.writeString(target, Files.readString(file).replace("../../../shared", shared.toString()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new ExampleProject(to, shared);
    }

    /** The folder of all examples. */
    static Path examples() {
        return Objects.requireNonNull(Path.of("").toAbsolutePath().getParent()).resolve("examples");
    }

    Workspace open(InstantSource clock) {
        return Workspace.open(
                folder,
                new Surroundings(
                        Map.of(), clock, Objects.requireNonNull(folder.getParent()), Optional.empty(), "test"));
    }
}
