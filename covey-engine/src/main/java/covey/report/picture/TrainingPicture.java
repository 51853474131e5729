package covey.report.picture;

import covey.report.block.Drawing.Anchor;
import covey.report.block.Drawing.Fill;
import covey.report.narrative.Numbers;
import covey.result.ArmInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Who trains what, where the treatment is a model that learns from clicks. */
final class TrainingPicture implements DesignPicture {
    private static final double WIDTH = 96;
    private static final double HEIGHT = 34;
    private static final double STEP = 132;
    private static final double ROW = 62;

    @Override
    public Optional<Drawn> of(Planned study) {
        String training = switch (study.type()) {
            case "data_diverted" -> "diverted";
            case "co_diverted" -> "co_diverted";
            default -> study.setting("training_data", "none");
        };
        return switch (training) {
            case "diverted", "co_diverted" -> Optional.of(apart(study, training.equals("co_diverted")));
            case "shared" -> Optional.of(pooled(study));
            default -> Optional.empty();
        };
    }

    private static Drawn apart(Planned study, boolean items) {
        Pen pen = new Pen();
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < study.arms().size(); i++) {
            ArmInfo arm = study.arms().get(i);
            double y = i * (ROW + (items ? 14 : 0));
            users(pen, study, i, y);
            box(pen, STEP, y, i, List.of("clicks of", arm.name()));
            box(pen, 2 * STEP, y, i, List.of("model of", arm.name()));
            pen.arrow(WIDTH + 2, y + HEIGHT / 2, STEP - 2, y + HEIGHT / 2);
            pen.arrow(STEP + WIDTH + 2, y + HEIGHT / 2, 2 * STEP - 2, y + HEIGHT / 2);
            back(pen, y, items ? "ranks its own items alone" : "ranks for them");
            lines.add(Pen.glyph(i) + " " + Pen.fixed(study.unit() + "s of " + arm.name(), 22) + "──▶  "
                    + Pen.fixed("clicks of " + arm.name(), 20) + "──▶  model of " + arm.name());
            String says = items ? "── ranks its own items alone " : "── ranks for them ";
            lines.add("  ▲" + says + "─".repeat(56 - says.length()) + "┘");
        }
        String title = "Each arm's model learns from the clicks of its own " + study.unit() + "s"
                + (items ? ", over a share of the items that is its own" : " alone");
        return new Drawn("training", title, pen.drawing(), lines);
    }

    private static Drawn pooled(Planned study) {
        Pen pen = new Pen();
        List<String> lines = new ArrayList<>();
        int arms = study.arms().size();
        double middle = (arms - 1) * ROW / 2;
        pen.box(STEP, middle, WIDTH, HEIGHT, Fill.NONE);
        pen.label(STEP + WIDTH / 2, middle + 15, "clicks of", Anchor.MIDDLE);
        pen.label(STEP + WIDTH / 2, middle + 28, "all arms", Anchor.MIDDLE);
        for (int i = 0; i < arms; i++) {
            double y = i * ROW;
            users(pen, study, i, y);
            box(pen, 2 * STEP, y, i, List.of("model of", study.arms().get(i).name()));
            pen.arrow(WIDTH + 2, y + HEIGHT / 2, STEP - 2, middle + HEIGHT / 2);
            pen.arrow(STEP + WIDTH + 2, middle + HEIGHT / 2, 2 * STEP - 2, y + HEIGHT / 2);
            String name = study.arms().get(i).name();
            lines.add(Pen.glyph(i) + " " + Pen.fixed(study.unit() + "s of " + name, 22) + "──▶  "
                    + Pen.fixed(i == 0 ? "clicks of all arms" : "   (the same)", 20) + "──▶  model of " + name);
        }
        String title = "Every arm's model learns from the clicks of all arms: what one finds out the other learns too";
        return new Drawn("training", title, pen.drawing(), lines);
    }

    private static void users(Pen pen, Planned study, int arm, double y) {
        ArmInfo own = study.arms().get(arm);
        box(pen, 0, y, arm, List.of(study.unit() + "s of " + own.name(), Numbers.percent(own.share())));
    }

    private static void box(Pen pen, double x, double y, int arm, List<String> text) {
        pen.box(x, y, WIDTH, HEIGHT, Fill.pale(Pen.colour(arm)));
        for (int i = 0; i < text.size(); i++) {
            pen.label(x + WIDTH / 2, y + 15 + 13 * i, Pen.fixed(text.get(i), 16).strip(), Anchor.MIDDLE);
        }
    }

    /** From the model back to the users. */
    private static void back(Pen pen, double y, String says) {
        double below = y + HEIGHT + 9;
        pen.arrow(2 * STEP + WIDTH / 2, below, WIDTH / 2 + 4, below);
        pen.arrow(WIDTH / 2, below, WIDTH / 2, y + HEIGHT + 1);
        pen.label(STEP + WIDTH / 2, below + 12, says, Anchor.MIDDLE);
    }
}
