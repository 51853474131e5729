package covey.report.picture;

import covey.report.block.Drawing;
import covey.report.block.Drawing.Anchor;
import covey.report.block.Drawing.Fill;
import covey.report.narrative.Numbers;
import covey.result.ArmInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Units that get nothing of what is launched meanwhile, beside everybody else. */
final class HoldoutPicture implements DesignPicture {
    private static final int PARTS = 4;
    private static final int CHARACTERS = 12;
    private static final double LEFT = 92;
    private static final double HEIGHT = 100;

    @Override
    public Optional<Drawn> of(Planned study) {
        if (!study.type().equals("holdout")) {
            return Optional.empty();
        }
        ArmInfo held = study.arms().stream()
                .filter(ArmInfo::control)
                .findFirst()
                .orElse(study.arms().getFirst());
        String others = study.arms().stream()
                .filter(a -> !a.equals(held))
                .map(ArmInfo::name)
                .reduce((a, b) -> a + ", " + b)
                .orElse("everybody else");
        // a holdout of a percent is still to be seen
        double own = Math.clamp(held.share() * HEIGHT, 14, HEIGHT - 20);
        double width = (Drawing.WIDTH - LEFT) / PARTS;
        Pen pen = new Pen();
        pen.label(0, 8 + own / 2, Pen.fixed(held.name(), 13).strip(), Anchor.START);
        pen.label(0, 21 + own / 2, Numbers.percent(held.share()), Anchor.START);
        pen.box(LEFT, 4, Drawing.WIDTH - LEFT, own, Fill.of(0));
        double top = Math.max(own + 10, 30);
        pen.label(0, top + HEIGHT / 3, Pen.fixed(others, 13).strip(), Anchor.START);
        pen.label(0, top + HEIGHT / 3 + 13, Numbers.percent(1 - held.share()), Anchor.START);
        StringBuilder launched = new StringBuilder();
        StringBuilder ticks = new StringBuilder();
        for (int part = 0; part < PARTS; part++) {
            double x = LEFT + part * width;
            pen.box(x, top, width - 2, HEIGHT - own, part == 0 ? Fill.of(0) : Fill.pale(1));
            for (int launch = 1; launch <= part; launch++) {
                double band = (HEIGHT - own) / PARTS;
                pen.box(x, top + (launch - 1) * band + 2, width - 2, band - 3, Fill.of(1));
            }
            if (part > 0) {
                pen.label(x, top + HEIGHT - own + 15, "launch " + part, Anchor.START);
            }
            launched.append(String.valueOf("░▒▓█".charAt(part)).repeat(CHARACTERS));
            ticks.append(Pen.fixed(part == 0 ? "" : "launch " + part, CHARACTERS));
        }
        List<String> lines = new ArrayList<>();
        lines.add(Pen.fixed(held.name() + " " + Numbers.percent(held.share()), 24)
                + Pen.glyph(0).repeat(PARTS * CHARACTERS));
        lines.add(Pen.fixed(others, 17) + " " + Pen.fixed(Numbers.percent(1 - held.share()), 6) + launched);
        lines.add(Pen.fixed("", 24) + ticks + "→ time");
        String title = "The holdout gets nothing that is launched meanwhile: compared is all of it together";
        return Optional.of(new Drawn("holdout", title, pen.drawing(), lines));
    }
}
