package covey.report.section;

import covey.report.block.Block;
import covey.report.block.Block.Column;
import covey.report.block.Cell;
import covey.report.block.Tone;
import covey.report.narrative.Words;
import covey.report.scorecard.Scorecard;
import covey.result.Estimand;
import covey.result.MetricInfo;
import covey.result.NotEstimable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The numbers that are not there, why, and what to do. Numbers missing for the same reason share a row. */
public final class MissingSection implements Section {
    private record Why(String metric, String segment, NotEstimableReason reason) {}

    private record NotEstimableReason(String code, String message, String advice) {}

    @Override
    public String id() {
        return "missing";
    }

    @Override
    public List<Block> blocks(Scorecard scorecard) {
        List<NotEstimable> missing = scorecard.missing();
        if (missing.isEmpty()) {
            return List.of();
        }
        Map<Why, List<Estimand>> groups = new LinkedHashMap<>();
        for (NotEstimable n : missing) {
            String code = n.reason().name().toLowerCase(Locale.ROOT);
            Why why = new Why(
                    n.estimand().metric(),
                    n.estimand().segment(),
                    new NotEstimableReason(code, n.message(), n.advice()));
            groups.computeIfAbsent(why, k -> new ArrayList<>()).add(n.estimand());
        }
        List<List<Cell>> rows = new ArrayList<>();
        groups.forEach((why, estimands) -> rows.add(row(scorecard, why, estimands)));
        List<Column> columns = List.of(
                Column.words("Metric"), Column.words("Number"), Column.words("Reason"), Column.words("What to do"));
        return List.of(new Block.Heading("Missing numbers"), new Block.Table("", columns, rows));
    }

    private static List<Cell> row(Scorecard scorecard, Why why, List<Estimand> estimands) {
        String label =
                scorecard.result().metric(why.metric()).map(MetricInfo::label).orElse(why.metric());
        List<String> name = new ArrayList<>();
        name.add(label);
        if (!why.segment().isEmpty()) {
            name.add(why.segment());
        }
        List<String> numbers =
                estimands.stream().map(MissingSection::number).distinct().toList();
        return List.of(
                new Cell(name, Tone.STRONG),
                Cell.of(String.join("; ", numbers)),
                Cell.of(Words.capitalised(why.reason().message()), why.reason().code()),
                Cell.of(Words.capitalised(why.reason().advice())));
    }

    private static String number(Estimand e) {
        String quantity = switch (e.scale()) {
            case RELATIVE_DIFFERENCE -> "relative effect";
            case DIFFERENCE -> e.name().equals(Scorecard.ATE) ? "difference" : Words.spaced(e.name());
            case LEVEL, PROBABILITY, COUNT -> Words.spaced(e.name());
        };
        String analysis = e.analysis().equals(Scorecard.MAIN) ? "" : " (" + Words.spaced(e.analysis()) + ")";
        return quantity + (e.arm().isEmpty() ? "" : ", " + e.arm()) + analysis;
    }
}
