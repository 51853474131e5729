package covey.report.picture;

import covey.report.block.Drawing;
import covey.report.block.Drawing.Anchor;
import covey.report.block.Drawing.Fill;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Regions by windows of time, with burn-in and the windows that effects of others may reach into. */
final class SwitchbackPicture implements DesignPicture {
    private static final int WINDOWS = 12;
    private static final int REGIONS = 4;
    private static final double LEFT = 66;
    private static final double HEIGHT = 24;
    private static final Pattern LENGTH = Pattern.compile("(\\d+)\\s*([smhdw])");

    @Override
    public Optional<Drawn> of(Planned study) {
        if (!study.type().equals("switchback")) {
            return Optional.empty();
        }
        String every = study.setting("randomize.every", "");
        String burnIn = study.setting("randomize.burn_in", "0s");
        int carryOver = Integer.parseInt(study.setting("carry_over", "1"));
        double burnt = seconds(every) > 0 ? Math.min(1, seconds(burnIn) / seconds(every)) : 0;
        double width = (Drawing.WIDTH - LEFT) / WINDOWS;
        Pen pen = new Pen();
        pen.legend(study.arms());
        double top = pen.bottom() + 14;
        pen.label(LEFT, top - 5, "time, in windows of " + every + " →", Anchor.START);
        List<String> lines = new ArrayList<>();
        for (int region = 0; region < REGIONS; region++) {
            String name = Pen.fixed(region(study), 7).strip() + " " + (region + 1);
            double y = top + region * (HEIGHT + 5);
            pen.label(0, y + 16, name, Anchor.START);
            StringBuilder line = new StringBuilder(Pen.fixed(name, 11));
            for (int window = 0; window < WINDOWS; window++) {
                int arm = arm(study, region, window);
                boolean counts = stable(study, region, window, carryOver);
                double x = LEFT + window * width;
                int colour = Pen.colour(arm);
                pen.box(x, y, width - 2, HEIGHT, counts ? Fill.of(colour) : Fill.pale(colour));
                if (burnt > 0) {
                    pen.box(x, y, Math.max(3, burnt * (width - 2)), HEIGHT, Fill.HATCHED);
                }
                line.append(burnt > 0 ? "/" : "")
                        .append(counts ? Pen.glyph(arm).repeat(2) : "··")
                        .append(' ');
            }
            lines.add(line.toString());
        }
        lines.add(Pen.legendText(study.arms()));
        notes(burnt > 0 ? burnIn : "", carryOver).forEach(note -> lines.add(note.text()));
        double y = pen.bottom() + 18;
        for (Note note : notes(burnt > 0 ? burnIn : "", carryOver)) {
            pen.box(0, y - 10, Pen.UNIT, Pen.UNIT, note.fill());
            pen.label(Pen.UNIT + 6, y, note.words(), Anchor.START);
            y += 18;
        }
        String title = "Every " + region(study) + ", a row, is drawn anew in every window of " + every;
        return Optional.of(new Drawn("switchback", title, pen.drawing(), lines));
    }

    /** What is switched; a plan counts its windows. */
    private static String region(Planned study) {
        return study.unit().replaceFirst(" window$", "");
    }

    /**
     * What else a picture shows.
     *
     * @param fill how it is drawn
     * @param sign how it is written
     * @param words what it means
     */
    private record Note(Fill fill, String sign, String words) {
        String text() {
            return sign + " " + words;
        }
    }

    private static List<Note> notes(String burnIn, int carryOver) {
        List<Note> notes = new ArrayList<>();
        if (!burnIn.isEmpty()) {
            notes.add(new Note(Fill.HATCHED, "/", "burn-in of " + burnIn + ": left out"));
        }
        if (carryOver > 0) {
            String before = carryOver == 1 ? "the window before" : "one of the " + carryOver + " windows before";
            notes.add(new Note(Fill.pale(0), "·", "not compared: " + before + " had another arm, or none"));
        }
        return notes;
    }

    /** Arms by a fixed sequence without a rhythm. */
    private static int arm(Planned study, int region, int window) {
        int mixed = (region * WINDOWS + window + 1) * 0x9E3779B1;
        mixed ^= mixed >>> 15;
        mixed *= 0x85EBCA6B;
        mixed ^= mixed >>> 13;
        return study.at((mixed >>> 8) / (double) (1 << 24));
    }

    private static boolean stable(Planned study, int region, int window, int carryOver) {
        for (int back = 1; back <= carryOver; back++) {
            if (window < back || arm(study, region, window - back) != arm(study, region, window)) {
                return false;
            }
        }
        return true;
    }

    private static double seconds(String length) {
        Matcher matcher = LENGTH.matcher(length);
        double seconds = 0;
        while (matcher.find()) {
            double each = switch (matcher.group(2)) {
                case "s" -> 1;
                case "m" -> 60;
                case "h" -> 3600;
                case "d" -> 86_400;
                default -> 604_800;
            };
            seconds += Double.parseDouble(matcher.group(1)) * each;
        }
        return seconds;
    }
}
