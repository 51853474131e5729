package covey.study.label;

import covey.data.LabelData;
import covey.data.LabelRequirement;
import covey.label.LabelEvaluation;
import covey.method.Study;
import covey.result.Estimate;
import covey.result.Interval;
import covey.result.NotEstimable;
import covey.result.Outcome;
import covey.study.label.SheetPage.Progress;
import covey.warehouse.SqlSession;
import covey.warehouse.sql.label.LabelFrame;
import covey.warehouse.sql.label.LabelWarehouse;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.random.RandomGeneratorFactory;

/** Reads how far the labelling of a study is. */
final class SheetProgress {
    private final Study study;
    private final LabelRequirement need;

    SheetProgress(Study study, LabelRequirement need) {
        this.study = study;
        this.need = need;
    }

    /** Before the first sheet has come back. */
    SheetPage none(SqlSession session) {
        LabelFrame frame = new LabelFrame(session, need);
        List<Progress> progress = frame.sizes().entrySet().stream()
                .map(e -> new Progress(e.getKey(), e.getValue(), 0, 0))
                .toList();
        return new SheetPage(
                study.name(), study.question(), progress, "Nobody has labelled an item.", List.of(), List.of());
    }

    SheetPage read(SqlSession session) {
        LabelFrame frame = new LabelFrame(session, need);
        LabelData data = new LabelWarehouse(session, need).fetch((_, _) -> {}).data();
        List<String> shown = frame.shown();
        List<SheetPage.Row> rows = new ArrayList<>();
        frame.drawn(need.labels(), SheetPage.MOST, row -> {
            List<String> values = new ArrayList<>();
            for (int c = 0; c < shown.size(); c++) {
                values.add(Objects.requireNonNullElse(row.textOrNull("c" + c), ""));
            }
            rows.add(new SheetPage.Row(
                    row.text("item_id"),
                    row.text("stratum"),
                    values,
                    Objects.requireNonNullElse(row.textOrNull("labels"), "")));
        });
        return new SheetPage(study.name(), study.question(), progress(data), agreement(data), shown, rows);
    }

    private static List<Progress> progress(LabelData data) {
        int strata = data.strata().size();
        long[] drawn = new long[strata];
        long[] labelled = new long[strata];
        BitSet some = new BitSet();
        for (int r = 0; r < data.ratings().size(); r++) {
            some.set(data.ratings().items().at(r));
        }
        for (int i = 0; i < data.sample().size(); i++) {
            drawn[data.sample().strata().at(i)]++;
            labelled[data.sample().strata().at(i)] += some.get(i) ? 1 : 0;
        }
        List<Progress> progress = new ArrayList<>();
        for (int h = 0; h < strata; h++) {
            progress.add(new Progress(
                    data.strata().get(h).name(), data.strata().get(h).items(), drawn[h], labelled[h]));
        }
        return progress;
    }

    private String agreement(LabelData data) {
        LabelEvaluation method = new LabelEvaluation();
        return method
                .estimate(
                        method.specify(study),
                        data,
                        RandomGeneratorFactory.of("L64X128MixRandom")
                                .create(study.context().seed()))
                .outcomes()
                .stream()
                .filter(o -> o.estimand().metric().equals("rater_agreement"))
                .findFirst()
                .map(SheetProgress::told)
                .orElse("The study does not measure it: add rater_agreement to its metrics.");
    }

    private static String told(Outcome outcome) {
        return switch (outcome) {
            case Estimate e ->
                e.estimand().name().replace('_', ' ')
                        + String.format(Locale.ROOT, " %.3f", e.value())
                        + e.interval().map(SheetProgress::told).orElse("")
                        + ", over " + e.n() + " items";
            case NotEstimable n -> n.message() + ": " + n.advice();
        };
    }

    private static String told(Interval interval) {
        return String.format(
                Locale.ROOT,
                " (%.0f%% interval %.3f to %.3f)",
                100 * interval.level(),
                interval.lower(),
                interval.upper());
    }
}
