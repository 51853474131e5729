package covey.study;

import covey.project.Reading;
import covey.warehouse.SqlSession;
import covey.warehouse.Target;
import covey.warehouse.WarehouseException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Looks at everything a run needs; every red line carries its fix. */
final class Doctor {
    private static final int JAVA = 25;

    private final Path root;
    private final Surroundings surroundings;

    Doctor(Path root, Surroundings surroundings) {
        this.root = root;
        this.surroundings = surroundings;
    }

    List<Check> checks(Reading reading, Supplier<Target> target, Path results) {
        List<Check> checks = new ArrayList<>();
        checks.add(java());
        checks.add(files(reading));
        checks.add(writable("results", results));
        checks.add(writable("cache", root.resolve(".covey")));
        checks.addAll(warehouse(target));
        checks.add(tool("chromium", "PDF and pictures of pages", "apt install chromium, or your platform's browser"));
        checks.add(tool("python3", "notebooks through clients/python", "install Python 3.9 or later"));
        return checks;
    }

    private static Check java() {
        int version = Runtime.version().feature();
        return version >= JAVA
                ? new Check("java", Check.Status.OK, "JDK " + Runtime.version(), "")
                : new Check("java", Check.Status.FAULT, "JDK " + version, "install a JDK " + JAVA + " or later");
    }

    private static Check files(Reading reading) {
        int faults = reading.faults().size();
        return faults == 0
                ? new Check(
                        "project files",
                        Check.Status.OK,
                        reading.project().metrics().size() + " metrics, "
                                + reading.project().studies().size() + " studies",
                        "")
                : new Check("project files", Check.Status.FAULT, faults + " faults", "covey validate");
    }

    private static Check writable(String name, Path folder) {
        Path existing = folder;
        while (!Files.exists(existing) && existing.getParent() != null) {
            existing = existing.getParent();
        }
        return Files.isWritable(existing)
                ? new Check(name, Check.Status.OK, folder + " can be written", "")
                : new Check(name, Check.Status.FAULT, folder + " cannot be written", "chmod u+w " + existing);
    }

    private static List<Check> warehouse(Supplier<Target> target) {
        try (SqlSession session = SqlSession.open(target.get())) {
            int tables = session.tables().size();
            return List.of(new Check(
                    "warehouse",
                    tables == 0 ? Check.Status.WARNING : Check.Status.OK,
                    session.engine() + ", " + tables + " tables",
                    tables == 0 ? "declare files: in covey.yml, or a profile" : ""));
        } catch (WarehouseException e) {
            return List.of(new Check("warehouse", Check.Status.FAULT, e.getMessage(), e.advice()));
        } catch (CoveyException e) {
            return List.of(new Check("warehouse", Check.Status.FAULT, e.getMessage(), e.advice()));
        }
    }

    private Check tool(String name, String purpose, String fix) {
        String path = surroundings.environment().getOrDefault("PATH", "");
        Optional<Path> found = List.of(path.split(java.io.File.pathSeparator)).stream()
                .filter(p -> !p.isEmpty())
                .map(p -> Path.of(p).resolve(name))
                .filter(Files::isExecutable)
                .findFirst();
        return found.map(p -> new Check(name, Check.Status.OK, p + " (" + purpose + ")", ""))
                .orElseGet(() -> new Check(name, Check.Status.WARNING, "not found; optional: " + purpose, fix));
    }
}
