package covey.study;

import covey.data.Data;
import covey.report.LongTable;
import covey.report.json.ResultJson;
import covey.report.json.UnreadableResultException;
import covey.result.Query;
import covey.result.StudyResult;
import covey.study.plan.Deviations;
import covey.study.plan.PlanCopy;
import covey.study.plan.Registered;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Immutable results in the project folder: {@code results/<study>/<run>/}. A run is written to a folder of its own and
 * renamed when whole, so that a killed process leaves the previous result untouched.
 */
final class ResultStore {
    private static final String LATEST = "latest";

    /** Pointer to the plan that stands; also the run that an address names it by. */
    static final String PLAN = "plan";

    /** Pointer to the latest re-estimation; also the run that an address names it by. */
    static final String RE_ESTIMATE = "re_estimate";

    private static final String PLANS = "plans";
    private static final String RE_ESTIMATES = "re_estimates";
    private static final Map<String, String> KEPT_APART = Map.of(PLAN, PLANS, RE_ESTIMATE, RE_ESTIMATES);
    private static final String PLAN_FILE = "plan.yml";

    private final Path root;

    ResultStore(Path root) {
        this.root = root;
    }

    /** Keeps a result; returns its folder. */
    Path keep(Runner.Run run) {
        Path study = root.resolve(run.result().study().name());
        return keep(study, study.resolve(LATEST), run.result(), texts(run));
    }

    /** What is kept beside a result, by file name: the data, the long schema, tables of single units. */
    private static Map<String, String> texts(Runner.Run run) {
        Map<String, String> texts = new TreeMap<>();
        texts.put("data.json", DataJson.write(run.data()));
        texts.put("long.csv", LongTable.csv(LongTable.rows(run.result())));
        run.artifacts().forEach(a -> texts.put(a.file(), LongTable.csv(a)));
        return texts;
    }

    /** Keeps a plan with its pre-registration; from now on it is the study's plan. Returns the pre-registration. */
    Path keepPlan(Runner.Run plan, String preregistration) {
        StudyResult result = plan.result();
        Path study = root.resolve(result.study().name());
        Map<String, String> texts = texts(plan);
        texts.put(PLAN_FILE, preregistration);
        keep(study.resolve(PLANS), study.resolve(PLAN), result, texts);
        plan.artifacts().forEach(a -> replace(study.resolve(a.file()), LongTable.csv(a)));
        return replace(study.resolve(PLAN_FILE), preregistration);
    }

    /** Keeps a re-estimation beside all before it; returns its folder. */
    Path keepReEstimate(Runner.Run run) {
        Path study = root.resolve(run.result().study().name());
        return keep(study.resolve(RE_ESTIMATES), study.resolve(RE_ESTIMATE), run.result(), texts(run));
    }

    /** A table that the plan of a study was kept with; empty when it is not there. */
    Optional<String> planned(String study, String file) {
        Path path = root.resolve(study).resolve(file);
        return Files.exists(path) ? Optional.of(read(path)) : Optional.empty();
    }

    /** All re-estimations of a study, in the order in which they were made. */
    List<StudyResult> reEstimates(String study) {
        String folder = study + "/" + RE_ESTIMATES;
        return runs(folder).stream()
                .map(run -> result(folder, run))
                .sorted(Comparator.comparing(r -> r.provenance().computedAt()))
                .toList();
    }

    /** The pre-registration of a study. */
    Optional<String> plan(String study) {
        Path file = planFile(study);
        return Files.exists(file) ? Optional.of(read(file)) : Optional.empty();
    }

    /** The pre-registration, or what shows that there was one. */
    Registered registered(String study) {
        Optional<String> file = plan(study);
        if (file.isPresent()) {
            return Registered.standing(file);
        }
        String missing = named(planFile(study));
        Path plans = root.resolve(study).resolve(PLANS);
        Optional<Path> copy = pointed(root.resolve(study).resolve(PLAN))
                .or(() -> runs(study + "/" + PLANS).stream().findFirst())
                .map(run -> plans.resolve(run).resolve(PLAN_FILE))
                .filter(Files::exists);
        if (copy.isPresent()) {
            return Registered.copy(read(copy.get()), missing, named(copy.get()));
        }
        // a result that was compared with a plan says so, and so does one that missed it: the latest is enough
        return latest(study)
                .filter(run -> compared(study, run))
                .map(run -> Registered.named(missing, named(root.resolve(study).resolve(run))))
                .orElseGet(() -> Registered.standing(Optional.empty()));
    }

    private boolean compared(String study, String run) {
        try {
            return result(study, run).diagnostics().stream()
                    .anyMatch(d -> d.check().equals(Deviations.CHECK));
        } catch (CoveyException _) {
            // a result that cannot be read says nothing of a plan, and hinders no new one
            return false;
        }
    }

    /** A path as a reader of the project writes it. */
    private String named(Path path) {
        return root.getFileName() + "/" + root.relativize(path).toString().replace('\\', '/');
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new CoveyException(Exit.INPUT, file + " cannot be read: " + e.getMessage(), "", e);
        }
    }

    /** The pre-registration beside the one that was kept with the plan's numbers. */
    PlanCopy planCopy(String study) {
        Optional<Path> kept = pointed(root.resolve(study).resolve(PLAN))
                .map(run -> root.resolve(study).resolve(PLANS).resolve(run).resolve(PLAN_FILE))
                .filter(Files::exists);
        try {
            return kept.isEmpty()
                    ? new PlanCopy(plan(study), Optional.empty(), "")
                    : new PlanCopy(
                            plan(study),
                            Optional.of(Files.readString(kept.get())),
                            root.getFileName() + "/" + root.relativize(kept.get()));
        } catch (IOException e) {
            throw new CoveyException(Exit.INPUT, kept.get() + " cannot be read: " + e.getMessage(), "", e);
        }
    }

    /** Whether a study has a plan whose rows are kept; without its file they still say what was planned. */
    boolean hasPlan(String study) {
        return pointed(root.resolve(study).resolve(PLAN))
                .map(run -> root.resolve(study).resolve(PLANS).resolve(run).resolve("result.json"))
                .filter(Files::exists)
                .isPresent();
    }

    /** Where the pre-registration of a study lies. */
    Path planFile(String study) {
        return root.resolve(study).resolve(PLAN_FILE);
    }

    private static Path replace(Path file, String text) {
        Path unfinished = file.resolveSibling(
                "." + file.getFileName() + "-" + ProcessHandle.current().pid());
        try {
            Files.writeString(unfinished, text);
            return Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new CoveyException(
                    Exit.WAREHOUSE,
                    file + " could not be written: " + e.getMessage(),
                    "free space or make the folder writable",
                    e);
        }
    }

    private static Path keep(Path parent, Path pointer, StudyResult result, Map<String, String> texts) {
        Path folder = parent.resolve(result.run());
        Path unfinished = parent.resolve(
                ".unfinished-" + result.run() + "-" + ProcessHandle.current().pid());
        try {
            Files.createDirectories(unfinished);
            Files.writeString(unfinished.resolve("result.json"), ResultJson.write(result));
            for (Map.Entry<String, String> file : texts.entrySet()) {
                Files.writeString(unfinished.resolve(file.getKey()), file.getValue());
            }
            Files.writeString(
                    unfinished.resolve("queries.sql"),
                    script(result.provenance().queries()));
            if (Files.exists(folder)) {
                // the same run again: results are immutable, and this one says the same
                delete(unfinished);
            } else {
                Files.move(unfinished, folder, StandardCopyOption.ATOMIC_MOVE);
            }
        } catch (IOException e) {
            delete(unfinished);
            throw new CoveyException(
                    Exit.WAREHOUSE,
                    "the result of " + result.study().name() + " could not be written to " + folder + ": "
                            + e.getMessage(),
                    "free space or make the folder writable, then run again; the previous result is untouched",
                    e);
        }
        replace(pointer, result.run() + "\n");
        return folder;
    }

    /** Runs of a study, newest first by the time they were kept. */
    List<String> runs(String study) {
        Path folder = root.resolve(study);
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> runs = Files.list(folder)) {
            return runs.filter(p -> Files.isRegularFile(p.resolve("result.json")))
                    .filter(p -> !p.getFileName().toString().startsWith("."))
                    .sorted(Comparator.comparingLong(ResultStore::modified).reversed())
                    .map(p -> p.getFileName().toString())
                    .toList();
        } catch (IOException e) {
            throw new CoveyException(Exit.INPUT, "results of " + study + " cannot be listed: " + e.getMessage(), "", e);
        }
    }

    /** The latest run of a study. */
    Optional<String> latest(String study) {
        return pointed(root.resolve(study).resolve(LATEST));
    }

    private static Optional<String> pointed(Path pointer) {
        try {
            return Files.exists(pointer) ? Optional.of(Files.readString(pointer).strip()) : Optional.empty();
        } catch (IOException e) {
            throw new CoveyException(Exit.INPUT, pointer + " cannot be read: " + e.getMessage(), "", e);
        }
    }

    /** A stored result; {@code run} may be {@code latest}. */
    StudyResult result(String study, String run) {
        Path file = folder(study, run).resolve("result.json");
        try {
            return ResultJson.read(Files.readString(file));
        } catch (UnreadableResultException e) {
            throw new CoveyException(Exit.INPUT, file + ": " + e.getMessage(), "run the study again", e);
        } catch (IOException e) {
            throw new CoveyException(Exit.INPUT, file + " cannot be read: " + e.getMessage(), "run the study again", e);
        }
    }

    /** The data a stored result was computed from. */
    Data data(String study, String run) {
        Path file = folder(study, run).resolve("data.json");
        try {
            return DataJson.read(Files.readString(file));
        } catch (IOException e) {
            throw new CoveyException(Exit.INPUT, file + " cannot be read: " + e.getMessage(), "run the study again", e);
        }
    }

    private Path folder(String study, String run) {
        String apart = KEPT_APART.get(run);
        if (apart != null) {
            boolean plan = run.equals(PLAN);
            return pointed(root.resolve(study).resolve(run))
                    .map(root.resolve(study).resolve(apart)::resolve)
                    .orElseThrow(() -> new CoveyException(
                            Exit.INPUT,
                            "study '" + study + "' has no " + (plan ? "plan yet" : "re-estimation"),
                            "covey design " + study + (plan ? "" : " --re-estimate"),
                            null));
        }
        String id = run.equals(LATEST)
                ? latest(study)
                        .orElseThrow(() -> new CoveyException(
                                Exit.INPUT, "study '" + study + "' has no result yet", "covey run " + study, null))
                : run;
        Path folder = root.resolve(study).resolve(id).normalize();
        if (!folder.startsWith(root.resolve(study)) || !Files.isDirectory(folder)) {
            List<String> runs = runs(study);
            throw new CoveyException(
                    Exit.INPUT,
                    "study '" + study + "' has no run '" + id + "'",
                    runs.isEmpty() ? "covey run " + study : "runs there are: " + String.join(", ", runs),
                    null);
        }
        return folder;
    }

    private static String script(List<Query> queries) {
        List<String> parts = new ArrayList<>();
        for (Query query : queries) {
            parts.add("-- " + query.name() + ": " + query.purpose() + "\n" + query.sql() + ";\n");
        }
        return String.join("\n", parts);
    }

    private static long modified(Path path) {
        try {
            return Files.getLastModifiedTime(path).toMillis();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
