package covey.warehouse.sql;

import covey.result.Query;
import covey.warehouse.SqlSession;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/** Runs the statements of a script in order. */
public final class ScriptRun {
    private static final int LONGEST_MESSAGE = 60;

    private final SqlSession session;

    /**
     * One statement of a script.
     *
     * @param name step name, unique in the script
     * @param purpose one sentence, printed above the statement
     * @param sql the statement
     * @param kind whether it builds a temporary table or reads
     */
    public record Step(String name, String purpose, String sql, Kind kind) {
        public enum Kind {
            BUILD,
            READ
        }
    }

    public ScriptRun(SqlSession session) {
        this.session = session;
    }

    /**
     * Answers by step name. Temporary tables are dropped before, in case an earlier run was broken off, and after.
     *
     * @param progress told the fraction done and what is being done
     */
    public Map<String, List<Answer>> run(
            List<Step> steps, List<String> temporaryTables, BiConsumer<Double, String> progress) {
        return run(steps, temporaryTables, Keep.NOTHING, progress);
    }

    /** What of a script stays after its last statement. */
    public enum Keep {
        NOTHING,
        /** The temporary tables, until {@link #drop}. */
        TABLES
    }

    /**
     * Answers by step name.
     *
     * @param keep whether the temporary tables stay for further queries
     * @param progress told the fraction done and what is being done
     */
    public Map<String, List<Answer>> run(
            List<Step> steps, List<String> temporaryTables, Keep keep, BiConsumer<Double, String> progress) {
        Map<String, List<Answer>> answers = new HashMap<>();
        drop(temporaryTables);
        for (int i = 0; i < steps.size(); i++) {
            Step step = steps.get(i);
            double done = (double) i / steps.size();
            String what = step.purpose().length() > LONGEST_MESSAGE ? step.name() : step.purpose();
            progress.accept(done, what);
            session.progress(percent -> progress.accept(done + percent / 100 / steps.size(), what));
            switch (step.kind()) {
                case BUILD -> {
                    session.execute(step.sql());
                    session.dialect().analyze("covey_" + step.name()).ifPresent(session::execute);
                }
                case READ -> answers.put(step.name(), session.query(step.sql(), Answer::of));
            }
        }
        session.progress(percent -> {});
        if (keep == Keep.NOTHING) {
            drop(temporaryTables);
        }
        return answers;
    }

    /** Drops temporary tables that are there. */
    public void drop(List<String> tables) {
        for (String table : tables) {
            session.execute(session.dialect().dropTable(table));
        }
    }

    /** The statements as they are shown and kept. */
    public static List<Query> queries(List<Step> steps) {
        return steps.stream()
                .map(s -> new Query(s.name(), s.purpose(), s.sql(), hash(s.sql())))
                .toList();
    }

    private static String hash(String text) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
