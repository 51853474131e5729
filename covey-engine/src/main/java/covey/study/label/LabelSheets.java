package covey.study.label;

import covey.assignment.Assignments.Faults;
import covey.catalog.Catalog;
import covey.data.LabelRequirement;
import covey.data.Requirement;
import covey.method.Estimator;
import covey.method.Spec;
import covey.method.SpecificationException;
import covey.method.Study;
import covey.metric.Location;
import covey.stats.distribution.Normal;
import covey.stats.survey.NeymanAllocation;
import covey.stats.survey.StratifiedDraw;
import covey.warehouse.SqlSession;
import covey.warehouse.Target;
import covey.warehouse.sql.label.LabelFrame;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.random.RandomGeneratorFactory;

/** Draws items of a label evaluation for people to label, and takes their labels in. */
public final class LabelSheets {
    /** How items are spread over strata. */
    public enum Allocation {
        /** As the strata are large. */
        PROPORTIONAL,
        /** Alike, which tells most about each stratum. */
        EQUAL,
        /** By size and spread of the labels, which tells most about the whole. */
        NEYMAN
    }

    private final Function<String, Study> studies;
    private final Supplier<Target> target;
    private final Faults faults;

    /**
     * @param studies study by name
     * @param target where the project's tables lie
     * @param faults turns faults of the work into those that the faces tell
     */
    public LabelSheets(Function<String, Study> studies, Supplier<Target> target, Faults faults) {
        this.studies = studies;
        this.target = target;
        this.faults = faults;
    }

    /**
     * Draws a sheet.
     *
     * @param name study
     * @param items items to draw; each stratum gives two at least, and no more than it has
     * @param seed seed of the draw
     */
    public LabelSheet draw(String name, int items, Allocation allocation, long seed) {
        return faults.told(() -> draw(studies.apply(name), items, allocation, seed));
    }

    /** Writes a sheet as a page when the file's name ends in {@code .html}, else as CSV; a file that is there stays. */
    public Path write(LabelSheet sheet, Path file) {
        return faults.told(() -> sheet.write(file));
    }

    private LabelSheet draw(Study study, int items, Allocation allocation, long seed) {
        LabelRequirement need = requirement(study);
        if (!need.items().probability().isEmpty()) {
            throw new SpecificationException(
                    study.data().location("items.inclusion_probability"),
                    "column '" + need.items().probability()
                            + "' holds the probabilities of another draw than this sheet's",
                    "leave out items.inclusion_probability: of a sheet, every item of a stratum is as likely");
        }
        return with(study, need, session -> {
            LabelFrame frame = new LabelFrame(session, need);
            if (frame.twice() > 0) {
                throw new SpecificationException(
                        Location.NONE,
                        frame.twice() + " items stand in the population more than once",
                        "name a column that tells items apart as items.item");
            }
            Map<String, Long> sizes = new TreeMap<>(frame.sizes());
            if (sizes.isEmpty()) {
                throw new SpecificationException(Location.NONE, "the population has no items", "check items.filter");
            }
            KnownSpread known = known(study, frame, need, sizes, allocation);
            return drawn(study, frame, sizes, spread(sizes, items, known), new Drawing(seed, known));
        });
    }

    private KnownSpread known(
            Study study, LabelFrame frame, LabelRequirement need, Map<String, Long> sizes, Allocation allocation) {
        if (allocation == Allocation.NEYMAN) {
            return KnownSpread.of(study, frame, need, sizes, labelled(study, need))
                    .orElseThrow(KnownSpread::nothing);
        }
        List<Double> deviations = sizes.values().stream()
                .map(n -> allocation == Allocation.EQUAL ? 1.0 / n : 1)
                .toList();
        return new KnownSpread(deviations, "");
    }

    /**
     * How many items give an interval of a half width without a judge: with z of the study's level, spread S and share W by stratum
     * and N items in all, n = (Σ W S)² / ((half width / z)² + Σ W S² / N), Neyman's optimum. The spread is that of earlier labels,
     * else of the judge, else the widest that a share can have.
     *
     * @param name study
     * @param halfWidth positive
     */
    public SheetSize size(String name, double halfWidth) {
        return faults.told(() -> {
            Study study = studies.apply(name);
            LabelRequirement need = requirement(study);
            if (!(halfWidth > 0)) {
                throw new SpecificationException(
                        Location.NONE, "the half width is " + halfWidth, "write a positive number such as 0.05");
            }
            return with(study, need, session -> {
                LabelFrame frame = new LabelFrame(session, need);
                Map<String, Long> sizes = new TreeMap<>(frame.sizes());
                if (sizes.isEmpty()) {
                    throw new SpecificationException(
                            Location.NONE, "the population has no items", "check items.filter");
                }
                KnownSpread known = KnownSpread.of(study, frame, need, sizes, labelled(study, need))
                        .orElseGet(() -> KnownSpread.widest(study, sizes.size()));
                double z = Normal.quantile((1 + study.context().level()) / 2);
                NeymanAllocation allocation = known.allocation(sizes);
                long items = allocation.required(halfWidth / z);
                int[] each = allocation.items((int) Math.min(items, Integer.MAX_VALUE));
                return new SheetSize(items, halfWidth, told(sizes, each), known.origin());
            });
        });
    }

    /** What people have labelled so far. */
    public SheetPage page(String name) {
        return faults.told(() -> {
            Study study = studies.apply(name);
            LabelRequirement need = requirement(study);
            SheetProgress progress = new SheetProgress(study, need);
            return with(
                    study, need, labelled(study, need) == KnownSpread.Labelled.YES ? progress::read : progress::none);
        });
    }

    private KnownSpread.Labelled labelled(Study study, LabelRequirement need) {
        Target all = target.get();
        String file = all.files().get(LabelFile.table(study, need.labels()));
        return file != null && Files.notExists(all.baseDir().resolve(file))
                ? KnownSpread.Labelled.NOT_YET
                : KnownSpread.Labelled.YES;
    }

    private static List<String> told(Map<String, Long> sizes, int[] each) {
        List<String> told = new ArrayList<>();
        sizes.forEach((name, n) -> told.add(String.format(Locale.ROOT, "%d of %d in %s", each[told.size()], n, name)));
        return told;
    }

    private record Drawing(long seed, KnownSpread known) {}

    private static int[] spread(Map<String, Long> sizes, int items, KnownSpread known) {
        long[] each = sizes.values().stream().mapToLong(Long::longValue).toArray();
        int[] spread = known.allocation(sizes).items(items);
        int sum = Arrays.stream(spread).sum();
        if (items < 2 || sum > items) {
            throw new SpecificationException(
                    Location.NONE,
                    items + " items are too few for " + each.length + " strata",
                    "draw " + sum + " or more, or merge strata");
        }
        return spread;
    }

    private static LabelSheet drawn(
            Study study, LabelFrame frame, Map<String, Long> sizes, int[] spread, Drawing drawing) {
        List<String> names = List.copyOf(sizes.keySet());
        long[] each = sizes.values().stream().mapToLong(Long::longValue).toArray();
        StratifiedDraw draw = new StratifiedDraw(
                each, spread, RandomGeneratorFactory.of("L64X128MixRandom").create(drawing.seed()));
        List<String> shown = frame.shown();
        List<LabelSheet.Row> rows = new ArrayList<>();
        frame.each(row -> {
            String stratum = row.text("stratum");
            int h = names.indexOf(stratum);
            if (draw.next(h)) {
                List<String> values = new ArrayList<>();
                for (int c = 0; c < shown.size(); c++) {
                    values.add(Objects.requireNonNullElse(row.textOrNull("c" + c), ""));
                }
                rows.add(new LabelSheet.Row(row.text("item_id"), stratum, (double) spread[h] / each[h], values));
            }
        });
        List<String> told = told(sizes, spread);
        if (!drawing.known().origin().isEmpty()) {
            told.add(drawing.known().told());
        }
        return new LabelSheet(study.name(), study.question(), shown, rows, told);
    }

    /**
     * Takes a filled sheet in: checks every row, and appends all or nothing to the CSV file of the study's labels.
     *
     * @return what was done, for people
     */
    public String take(Path file) {
        return faults.told(() -> taken(FilledSheet.read(file)));
    }

    private String taken(FilledSheet sheet) {
        Study study = studies.apply(sheet.study());
        LabelRequirement need = requirement(study);
        Set<String> known = new HashSet<>();
        with(study, need, session -> {
            new LabelFrame(session, need).each(row -> known.add(row.text("item_id")));
            return known.size();
        });
        sheet.refuseUnknown(known);
        return new LabelFile(target.get(), study, need.labels()).append(sheet);
    }

    /** Before the first sheet comes back, the file of the labels need not be there. */
    private <T> T with(Study study, LabelRequirement need, Function<SqlSession, T> work) {
        Target all = target.get();
        String table = LabelFile.table(study, need.labels());
        Map<String, String> files = new TreeMap<>(all.files());
        if (files.containsKey(table) && Files.notExists(all.baseDir().resolve(files.get(table)))) {
            files.remove(table);
        }
        Target there = new Target(
                all.name(),
                all.type(),
                all.path(),
                all.url(),
                all.user(),
                all.password(),
                files,
                all.baseDir(),
                all.reproducible());
        try (SqlSession session = SqlSession.open(there)) {
            return work.apply(session);
        }
    }

    private static LabelRequirement requirement(Study study) {
        Requirement requirement = required(Catalog.of(study), study);
        if (requirement instanceof LabelRequirement need) {
            return need;
        }
        throw new SpecificationException(
                Location.NONE,
                "study '" + study.name() + "' is a " + study.kind() + ", and sheets are for label evaluations",
                "write kind: label_evaluation");
    }

    private static <S extends Spec> Requirement required(Estimator<S, ?> estimator, Study study) {
        return estimator.requires(estimator.specify(study));
    }
}
