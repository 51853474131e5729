package covey.report.block;

import java.util.List;

/** A piece of a page. Every renderer draws every kind, or leaves it out on purpose. */
public sealed interface Block {

    /** The name of the study and what it asked. */
    record Title(String kicker, String text, String lead) implements Block {}

    /** The sentence that leads. */
    record Lead(String text, Tone tone) implements Block {}

    /** A heading of a part. */
    record Heading(String text) implements Block {}

    /** A paragraph. */
    record Paragraph(String text, Tone tone) implements Block {}

    /** Short sentences under each other. */
    record Bullets(List<String> items) implements Block {
        public Bullets {
            items = List.copyOf(items);
        }
    }

    /** Names with values. */
    record Facts(List<Fact> facts) implements Block {
        public Facts {
            facts = List.copyOf(facts);
        }
    }

    /** A name with its value. */
    record Fact(String name, String value) {}

    /** The trust checks at a glance. */
    record Strip(List<Chip> chips, String rest) implements Block {
        public Strip {
            chips = List.copyOf(chips);
        }
    }

    /** One check: a sign, its name, its outcome. */
    record Chip(String sign, String label, String word, Tone tone) {}

    /** Large cards for the main numbers; a format without cards draws the table instead. */
    record Cards(List<Card> cards, Table table) implements Block {
        public Cards {
            cards = List.copyOf(cards);
        }
    }

    /**
     * A main number.
     *
     * @param title metric and arm
     * @param figure the number
     * @param interval its interval in words
     * @param badge sign and word of its reading; empty for none
     * @param facts what stands beside it
     * @param sentence the finding
     * @param tone how to take it
     */
    record Card(
            String title, String figure, String interval, String badge, List<Fact> facts, String sentence, Tone tone) {
        public Card {
            facts = List.copyOf(facts);
        }
    }

    /** A table. */
    record Table(String caption, List<Column> columns, List<List<Cell>> rows) implements Block {
        public Table {
            columns = List.copyOf(columns);
            rows = rows.stream().map(List::copyOf).toList();
        }
    }

    /** A column of a table. */
    record Column(String header, Align align) {
        /** A column of words, which may be wrapped. */
        public static Column words(String header) {
            return new Column(header, Align.WORDS);
        }

        /** A column of numbers, which stay on their line. */
        public static Column number(String header) {
            return new Column(header, Align.NUMBER);
        }
    }

    /** Alignment of a column. */
    enum Align {
        WORDS,
        NUMBER
    }

    /** A chart, with the text that stands for it where there are no pictures. */
    record Figure(String id, String title, String altText, String spec) implements Block {}

    /** A drawing, and the same in lines of text for where there are no pictures. */
    record Picture(String id, String title, String altText, Drawing drawing, List<String> lines) implements Block {
        public Picture {
            lines = List.copyOf(lines);
        }
    }

    /** Something to know or to do. */
    record Notice(String label, String message, List<String> causes, String advice, String sql, Tone tone)
            implements Block {
        public Notice {
            causes = List.copyOf(causes);
        }
    }

    /** Text to be shown as it stands. */
    record Code(String language, String text) implements Block {}

    /** What a reader opens when wanted; left out on a terminal. */
    record Details(String summary, List<Block> blocks) implements Block {
        public Details {
            blocks = List.copyOf(blocks);
        }
    }
}
