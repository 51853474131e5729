package covey.ranking.trec;

import covey.ranking.Definition;
import covey.ranking.JudgedList;
import covey.ranking.RankingMetric;
import covey.ranking.Unjudged;

/**
 * The grades of the first items of a list as characters (trec_eval {@code relstring}); as a number, how many there are.
 *
 * @param length how many at most
 */
record FirstGrades(long length) implements RankingMetric {
    @Override
    public String name() {
        return "relstring_" + length;
    }

    @Override
    public Definition definition() {
        return Definition.BINARY.taking(Unjudged.COUNTED);
    }

    @Override
    public double of(JudgedList list) {
        return Math.clamp(length, 0, list.retrieved());
    }

    /** The characters: a digit, {@code >} above nine, {@code -} outside the pool, {@code .} in it and not judged. */
    String text(JudgedList list) {
        StringBuilder text = new StringBuilder();
        int entry = 0;
        for (int rank = 1; rank <= of(list); rank++) {
            boolean here = entry < list.entries() && list.rank(entry) == rank;
            text.append(here ? character(list.grade(entry)) : '-');
            entry += here ? 1 : 0;
        }
        return text.toString();
    }

    private static char character(double grade) {
        if (grade > 9) {
            return '>';
        }
        return grade >= 0 ? (char) ('0' + (int) grade) : grade == JudgedList.NOT_IN_POOL ? '-' : '.';
    }
}
