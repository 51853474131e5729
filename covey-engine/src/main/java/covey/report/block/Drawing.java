package covey.report.block;

import java.util.List;

/**
 * A drawing of few kinds of shapes. A small screen is {@value #WIDTH} wide, and so is every drawing; its text is as large as
 * the page's small print there.
 *
 * @param height height in the same unit
 * @param shapes shapes, later ones above
 */
public record Drawing(double height, List<Shape> shapes) {
    /** Width of every drawing. */
    public static final int WIDTH = 360;

    public Drawing {
        shapes = List.copyOf(shapes);
    }

    /** A shape. */
    public sealed interface Shape {}

    /**
     * A rectangle.
     *
     * @param x left
     * @param y top
     * @param width width
     * @param height height
     * @param fill how it is filled
     */
    public record Box(double x, double y, double width, double height, Fill fill) implements Shape {}

    /**
     * How a rectangle is filled.
     *
     * @param colour number of an arm's colour, from 0
     * @param look what is made of it
     */
    public record Fill(int colour, Look look) {
        /** An outline alone. */
        public static final Fill NONE = new Fill(0, Look.OUTLINE);

        /** Lines across. */
        public static final Fill HATCHED = new Fill(0, Look.HATCHED);

        /** The colour of an arm. */
        public static Fill of(int arm) {
            return new Fill(arm, Look.SOLID);
        }

        /** The colour of an arm, pale. */
        public static Fill pale(int arm) {
            return new Fill(arm, Look.PALE);
        }
    }

    /** Looks of a rectangle. */
    public enum Look {
        SOLID,
        PALE,
        HATCHED,
        OUTLINE
    }

    /**
     * A text on one line.
     *
     * @param x where it is anchored
     * @param y base line
     * @param text text
     * @param anchor which part of it stands at x
     */
    public record Label(double x, double y, String text, Anchor anchor) implements Shape {}

    /** Part of a text that stands at its place. */
    public enum Anchor {
        START,
        MIDDLE,
        END
    }

    /**
     * A line with a head at its end.
     *
     * @param fromX start
     * @param fromY start
     * @param toX end
     * @param toY end
     */
    public record Arrow(double fromX, double fromY, double toX, double toY) implements Shape {}
}
