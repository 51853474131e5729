package covey.report.picture;

import covey.report.block.Drawing;
import covey.report.block.Drawing.Anchor;
import covey.report.block.Drawing.Fill;
import covey.report.narrative.Numbers;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Steps of a roll-out over time: the treated share of the whole population. */
final class RolloutPicture implements DesignPicture {
    private static final Pattern STAGE = Pattern.compile("([0-9.E-]+) from (\\d{4}-\\d\\d-\\d\\d)");
    private static final double HEIGHT = 96;
    private static final double LEFT = 40;
    private static final int CHARACTERS = 40;

    /**
     * A stage.
     *
     * @param share treated share
     * @param from first day
     */
    private record Stage(double share, String from) {}

    @Override
    public Optional<Drawn> of(Planned study) {
        List<Stage> stages = stages(study.setting("stages", ""));
        if (!study.type().equals("staged_rollout") || stages.isEmpty()) {
            return Optional.empty();
        }
        Pen pen = new Pen();
        pen.label(0, 16, "100%", Anchor.START);
        pen.label(0, 8 + HEIGHT, "0%", Anchor.START);
        double width = (Drawing.WIDTH - LEFT) / stages.size();
        List<String> lines = new ArrayList<>();
        for (int t = 0; t < stages.size(); t++) {
            Stage stage = stages.get(t);
            double x = LEFT + t * width;
            double treated = stage.share() * HEIGHT;
            if (stage.share() < 1) {
                pen.box(x, 8, width - 2, HEIGHT - treated, Fill.of(0));
            }
            if (treated > 0) {
                pen.box(x, 8 + HEIGHT - treated, width - 2, treated, Fill.of(1));
            }
            pen.label(x + width / 2, HEIGHT + 24, Numbers.percent(stage.share()), Anchor.MIDDLE);
            pen.label(x + width / 2, HEIGHT + 38, stage.from().substring(5), Anchor.MIDDLE);
            int filled = (int) Math.round(stage.share() * CHARACTERS);
            lines.add("from " + stage.from() + "  " + Pen.glyph(1).repeat(filled)
                    + Pen.glyph(0).repeat(CHARACTERS - filled) + "  " + Numbers.percent(stage.share()));
        }
        String treatment = study.arms().stream()
                .filter(a -> !a.control())
                .map(a -> a.name())
                .findFirst()
                .orElse("treatment");
        lines.add(Pen.glyph(1) + " " + treatment + "   " + Pen.glyph(0) + " not yet");
        double y = pen.bottom() + 8;
        pen.unit(LEFT, y, 1);
        pen.label(LEFT + 18, y + 10, treatment, Anchor.START);
        pen.unit(LEFT + 140, y, 0);
        pen.label(LEFT + 158, y + 10, "not yet", Anchor.START);
        String title =
                "The treated share rises in steps; the line through the population's means is drawn on to everybody";
        return Optional.of(new Drawn("rollout", title, pen.drawing(), lines));
    }

    private static List<Stage> stages(String setting) {
        List<Stage> stages = new ArrayList<>();
        Matcher matcher = STAGE.matcher(setting);
        while (matcher.find()) {
            stages.add(new Stage(Double.parseDouble(matcher.group(1)), matcher.group(2)));
        }
        return stages;
    }
}
