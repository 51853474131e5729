package covey.stats.partition.change;

import covey.stats.partition.ContingencyTable;
import java.util.Arrays;
import java.util.PriorityQueue;

/**
 * Maximum-weight matching of rows and columns of a sparse table: one shortest augmenting path per row, by Dijkstra on
 * reduced costs (Jonker, Volgenant 1987, Computing 38, on the cells that exist). A row may stay alone at weight 0.
 *
 * <p>Cost: rows × cells × log cells at worst; near the number of cells when most rows have a column of their own.
 */
final class ShortestAugmentingPath {

    private static final int NONE = -1;

    private final ContingencyTable table;
    private final double[] rowPotential;
    private final double[] columnPotential;
    private final int[] columnOf;
    private final int[] rowOf;
    private final double[] distance;
    private final int[] reachedFrom;
    private final int[] touched;
    private final int[] settled;
    private final boolean[] isSettled;
    private final PriorityQueue<Reach> queue = new PriorityQueue<>();
    private int touchedColumns;
    private int settledColumns;
    private long steps;

    private ShortestAugmentingPath(ContingencyTable table) {
        this.table = table;
        this.rowPotential = new double[table.rows()];
        this.columnPotential = new double[table.columns()];
        this.columnOf = new int[table.rows()];
        this.rowOf = new int[table.columns()];
        this.distance = new double[table.columns()];
        this.reachedFrom = new int[table.columns()];
        this.touched = new int[table.columns()];
        this.settled = new int[table.columns()];
        this.isSettled = new boolean[table.columns()];
        Arrays.fill(columnOf, NONE);
        Arrays.fill(rowOf, NONE);
        Arrays.fill(distance, Double.POSITIVE_INFINITY);
        for (int i = 0; i < table.rows(); i++) {
            for (int c = table.firstCell(i); c < table.firstCell(i + 1); c++) {
                if (ClusterMatching.assigned(table, i, c)) {
                    rowPotential[i] = Math.min(rowPotential[i], -table.shared(c));
                }
            }
        }
    }

    /** A column that can be reached, or at −1 the row it comes from staying alone. */
    private record Reach(double distance, int column, int row) implements Comparable<Reach> {

        @Override
        public int compareTo(Reach other) {
            int byDistance = Double.compare(distance, other.distance);
            return byDistance != 0 ? byDistance : Integer.compare(column, other.column);
        }
    }

    /** Column of each row, −1 for none; empty when more than the given number of cells were looked at. */
    static int[] match(ContingencyTable table, long mostSteps) {
        ShortestAugmentingPath search = new ShortestAugmentingPath(table);
        for (int i = 0; i < table.rows(); i++) {
            search.augment(i);
            if (search.steps > mostSteps) {
                return new int[0];
            }
        }
        return search.columnOf;
    }

    private void augment(int source) {
        scan(source, 0);
        Reach end = queue.remove();
        while (end.column() != NONE) {
            if (!isSettled[end.column()]) {
                isSettled[end.column()] = true;
                settled[settledColumns++] = end.column();
                int row = rowOf[end.column()];
                if (row == NONE) {
                    break;
                }
                scan(row, end.distance());
            }
            end = queue.remove();
        }
        movePotentials(source, end.distance());
        reassign(source, end.row(), end.column());
        forget();
    }

    private void scan(int row, double from) {
        queue.add(new Reach(from - rowPotential[row], NONE, row));
        for (int c = table.firstCell(row); c < table.firstCell(row + 1); c++) {
            steps++;
            int j = table.column(c);
            if (isSettled[j] || !ClusterMatching.assigned(table, row, c)) {
                continue;
            }
            double at = from + Math.max(0, -table.shared(c) - rowPotential[row] - columnPotential[j]);
            if (at < distance[j]) {
                if (distance[j] == Double.POSITIVE_INFINITY) {
                    touched[touchedColumns++] = j;
                }
                distance[j] = at;
                reachedFrom[j] = row;
                queue.add(new Reach(at, j, row));
            }
        }
    }

    private void movePotentials(int source, double end) {
        rowPotential[source] += end;
        for (int k = 0; k < settledColumns; k++) {
            int j = settled[k];
            double ahead = end - distance[j];
            columnPotential[j] -= ahead;
            if (rowOf[j] != NONE) {
                rowPotential[rowOf[j]] += ahead;
            }
        }
    }

    /** Gives the last row of the path its new column, its old column to the row before it, and so on to the source. */
    private void reassign(int source, int last, int free) {
        int row = last;
        int column = free;
        while (true) {
            int given = columnOf[row];
            columnOf[row] = column;
            if (column != NONE) {
                rowOf[column] = row;
            }
            if (row == source) {
                return;
            }
            column = given;
            row = reachedFrom[column];
        }
    }

    private void forget() {
        for (int k = 0; k < touchedColumns; k++) {
            distance[touched[k]] = Double.POSITIVE_INFINITY;
        }
        for (int k = 0; k < settledColumns; k++) {
            isSettled[settled[k]] = false;
        }
        touchedColumns = 0;
        settledColumns = 0;
        queue.clear();
    }
}
