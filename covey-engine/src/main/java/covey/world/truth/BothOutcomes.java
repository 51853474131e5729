package covey.world.truth;

import java.util.Arrays;

/**
 * One user's quantities under both arms: as played with the same draws, and as expected given the visits. Every array
 * has a row for each of {@link #CONTROL}, {@link #TREATED}, {@link #EXPECTED_CONTROL}, {@link #EXPECTED_TREATED}.
 */
final class BothOutcomes {
    static final int CONTROL = 0;
    static final int TREATED = 1;
    static final int EXPECTED_CONTROL = 2;
    static final int EXPECTED_TREATED = 3;
    static final int ROWS = 4;

    final double[][] sums = new double[ROWS][Quantity.COUNT];
    final double[][] clicksByDay;

    BothOutcomes(int days) {
        clicksByDay = new double[ROWS][days];
    }

    void reset() {
        for (int row = 0; row < ROWS; row++) {
            Arrays.fill(sums[row], 0);
            Arrays.fill(clicksByDay[row], 0);
        }
    }

    /** Adds something that is the same under both arms. */
    void addSame(Quantity quantity, double value) {
        for (double[] row : sums) {
            row[quantity.column] += value;
        }
    }

    void add(int row, Quantity quantity, double value) {
        sums[row][quantity.column] += value;
    }

    void addClicks(int row, int day, double value) {
        add(row, Quantity.CLICKS, value);
        if (day < clicksByDay[row].length) {
            clicksByDay[row][day] += value;
        }
    }
}
