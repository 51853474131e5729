package covey.study.label;

import covey.assignment.log.CsvRecords;
import covey.data.LabelRequirement.LabelSource;
import covey.method.SpecificationException;
import covey.method.Study;
import covey.metric.Location;
import covey.metric.Model;
import covey.warehouse.Target;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The CSV file that holds a study's labels; grows by whole sheets, written beside and moved. */
final class LabelFile {
    private final Path path;
    private final LabelSource source;

    LabelFile(Target target, Study study, LabelSource source) {
        this.source = source;
        String table = table(study, source);
        String file = target.files().getOrDefault(table, "");
        if (!file.endsWith(".csv") || file.contains("*")) {
            throw new SpecificationException(
                    Location.NONE,
                    "the labels of study '" + study.name() + "' lie in table '" + table
                            + "', which is no single CSV file",
                    "write files: {" + table + ": data/" + table + ".csv} in covey.yml, or load the sheet yourself");
        }
        if (source.rater().isEmpty()) {
            throw new SpecificationException(
                    Location.NONE,
                    "the study does not say which column holds the rater",
                    "write labels: {rater: rater}");
        }
        this.path = target.baseDir().resolve(file);
    }

    /** Table of the labels. */
    static String table(Study study, LabelSource source) {
        return study.schema().model(source.model()).map(Model::table).orElse(source.model());
    }

    /** Appends a sheet, all or nothing; tells what was done. */
    String append(FilledSheet sheet) {
        try {
            List<String> own = List.of(source.item(), source.rater(), source.label());
            List<String> header = own;
            Set<List<String>> known = new HashSet<>();
            StringBuilder text = new StringBuilder();
            if (Files.exists(path)) {
                header = known(known);
                text.append(Files.readString(path));
                if (!text.isEmpty() && text.charAt(text.length() - 1) != '\n') {
                    text.append('\n');
                }
            } else {
                text.append(String.join(",", own)).append('\n');
            }
            int labelled = 0;
            Set<String> items = known.stream().map(List::getFirst).collect(Collectors.toSet());
            for (FilledSheet.Row row : sheet.rows()) {
                // another rater's sheet has shown already that the item was drawn
                if (row.label().isEmpty() && items.contains(row.item())) {
                    continue;
                }
                if (known.contains(List.of(row.item(), row.rater()))) {
                    throw new SpecificationException(
                            Location.NONE,
                            sheet.file() + ":" + row.line() + "  item '" + row.item() + "' of rater '" + row.rater()
                                    + "' is in " + path + " already",
                            "a sheet is taken in once; nothing was taken in");
                }
                labelled += row.label().isEmpty() ? 0 : 1;
                text.append(line(header, row)).append('\n');
            }
            Path beside = path.resolveSibling(path.getFileName() + ".new");
            Files.writeString(beside, text);
            Files.move(beside, path, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
            return labelled + " labels of " + sheet.rows().size() + " items into " + path;
        } catch (IOException e) {
            throw new SpecificationException(
                    Location.NONE, path + " cannot be written: " + e.getMessage(), "check its folder");
        }
    }

    private String line(List<String> header, FilledSheet.Row row) {
        List<String> fields = new ArrayList<>();
        for (String column : header) {
            String value = column.equals(source.item())
                    ? row.item()
                    : column.equals(source.rater()) ? row.rater() : column.equals(source.label()) ? row.label() : "";
            fields.add(LabelSheet.field(value));
        }
        return String.join(",", fields);
    }

    /** The file's header; fills in which item and rater it has. */
    private List<String> known(Set<List<String>> known) throws IOException {
        try (Reader reader = Files.newBufferedReader(path)) {
            CsvRecords records = new CsvRecords(reader);
            List<String> header = records.next() ? List.copyOf(records.fields()) : List.of();
            for (String column : List.of(source.item(), source.rater(), source.label())) {
                if (!header.contains(column)) {
                    throw new SpecificationException(
                            Location.NONE,
                            path + " has no column '" + column + "'",
                            "its columns are " + String.join(", ", header));
                }
            }
            while (records.next()) {
                List<String> fields = records.fields();
                if (fields.size() == header.size()) {
                    known.add(List.of(
                            fields.get(header.indexOf(source.item())), fields.get(header.indexOf(source.rater()))));
                }
            }
            return header;
        }
    }
}
