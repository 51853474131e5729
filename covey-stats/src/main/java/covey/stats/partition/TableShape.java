package covey.stats.partition;

import java.util.Arrays;

/**
 * Which cells of a contingency table exist, row by row, and in which each element lies.
 */
final class TableShape {

    /** First cell of each row, and the number of cells at the end. */
    final int[] rowStart;
    /** Column of each cell. */
    final int[] column;
    /** Label of each row. */
    final int[] rowLabel;
    /** Label of each column. */
    final int[] columnLabel;
    /** Cell of each element. */
    final int[] cellOf;
    /** Position of each element in the labels the table was made from. */
    final int[] element;

    private TableShape(int[] rowStart, int[] column, int[] rowLabel, int[] columnLabel, int[] cellOf, int[] element) {
        this.rowStart = rowStart;
        this.column = column;
        this.rowLabel = rowLabel;
        this.columnLabel = columnLabel;
        this.cellOf = cellOf;
        this.element = element;
    }

    /** Groups the elements by row, then finds the cells of a row with one mark per column. */
    static TableShape of(ClusterCodes first, ClusterCodes second, int[] element) {
        int rows = first.label.length;
        int[] start = starts(first.code, rows);
        int[] order = order(first.code, start);
        int[] lastRow = new int[second.label.length];
        int[] slot = new int[second.label.length];
        int[] rowStart = new int[rows + 1];
        int[] column = new int[element.length];
        int[] cellOf = new int[element.length];
        int cells = 0;
        for (int i = 0; i < rows; i++) {
            for (int at = start[i]; at < start[i + 1]; at++) {
                int e = order[at];
                int j = second.code[e];
                if (lastRow[j] != i + 1) {
                    lastRow[j] = i + 1;
                    slot[j] = cells;
                    column[cells++] = j;
                }
                cellOf[e] = slot[j];
            }
            rowStart[i + 1] = cells;
        }
        return new TableShape(rowStart, Arrays.copyOf(column, cells), first.label, second.label, cellOf, element);
    }

    private static int[] starts(int[] code, int rows) {
        int[] start = new int[rows + 1];
        for (int c : code) {
            start[c + 1]++;
        }
        Arrays.parallelPrefix(start, Integer::sum);
        return start;
    }

    private static int[] order(int[] code, int[] start) {
        int[] next = start.clone();
        int[] order = new int[code.length];
        for (int e = 0; e < code.length; e++) {
            order[next[code[e]]++] = e;
        }
        return order;
    }

    /** The shape of the elements outside one group, with empty cells, rows and columns dropped. */
    TableShape without(int[] groupOf, int group) {
        int[] newCell = new int[column.length];
        int kept = 0;
        for (int e = 0; e < cellOf.length; e++) {
            if (groupOf[e] != group) {
                newCell[cellOf[e]] = 1;
                kept++;
            }
        }
        int[] newColumn = new int[columnLabel.length];
        for (int c = 0; c < column.length; c++) {
            newColumn[column[c]] |= newCell[c];
        }
        int[] columns = packed(columnLabel, newColumn);
        int[] rows = new int[rowLabel.length];
        int[] starts = new int[rowStart.length];
        int[] cellColumn = new int[column.length];
        int cells = 0;
        int row = 0;
        for (int i = 0; i < rowLabel.length; i++) {
            int before = cells;
            for (int c = rowStart[i]; c < rowStart[i + 1]; c++) {
                if (newCell[c] > 0) {
                    newCell[c] = cells;
                    cellColumn[cells++] = newColumn[column[c]];
                }
            }
            if (cells > before) {
                rows[row++] = rowLabel[i];
                starts[row] = cells;
            }
        }
        int[][] elements = outside(groupOf, group, newCell, kept);
        return new TableShape(
                Arrays.copyOf(starts, row + 1),
                Arrays.copyOf(cellColumn, cells),
                Arrays.copyOf(rows, row),
                columns,
                elements[0],
                elements[1]);
    }

    /** The labels marked with 1; each mark becomes the position of its label among them. */
    private static int[] packed(int[] label, int[] mark) {
        int[] kept = new int[label.length];
        int k = 0;
        for (int j = 0; j < label.length; j++) {
            if (mark[j] > 0) {
                kept[k] = label[j];
                mark[j] = k++;
            }
        }
        return Arrays.copyOf(kept, k);
    }

    private int[][] outside(int[] groupOf, int group, int[] newCell, int kept) {
        int[][] rest = new int[2][kept];
        int k = 0;
        for (int e = 0; e < cellOf.length; e++) {
            if (groupOf[e] != group) {
                rest[0][k] = newCell[cellOf[e]];
                rest[1][k++] = element[e];
            }
        }
        return rest;
    }
}
