package covey.ranking.trec;

import covey.ranking.trec.TrecCall.Action;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads a command line as trec_eval does: short options may be joined, long ones shortened, files may stand anywhere. */
public final class TrecArguments {
    /** What stands behind a line that cannot be understood. */
    static final String USAGE =
            "usage: covey trec-eval [--as VERSION] [-q] [-c] [-n] [-l NUM] [-m MEASURE[.PARAMETERS]]... "
                    + "QRELS RUN\n  `covey trec-eval --help` tells the rest";

    private static final String WITHOUT_VALUE = "hvqcnJo";
    private static final String WITH_VALUE = "mlDNMRTZ";
    private static final Map<String, Character> LONG = longNames();
    private static final int DIGITS = 4;
    private static final int MOST_DIGITS = 12;

    private final List<Map.Entry<Character, String>> given = new ArrayList<>();
    private final List<String> files = new ArrayList<>();

    private TrecArguments() {}

    private static Map<String, Character> longNames() {
        Map<String, Character> names = new LinkedHashMap<>();
        names.put("help", 'h');
        names.put("version", 'v');
        names.put("query_eval_wanted", 'q');
        names.put("measure", 'm');
        names.put("complete_rel_info_wanted", 'c');
        names.put("level_for_rel", 'l');
        names.put("nosummary", 'n');
        names.put("Debug_level", 'D');
        names.put("Judged_docs_only", 'J');
        names.put("Number_docs_in_coll", 'N');
        names.put("Max_retrieved_per_topic", 'M');
        names.put("Rel_info_format", 'R');
        names.put("Results_format", 'T');
        names.put("Output_old_results_format", 'o');
        names.put("Zscore", 'Z');
        names.put("as", 'A');
        names.put("threads", 'P');
        names.put("digits", 'F');
        return names;
    }

    /**
     * The call that a command line asks for.
     *
     * @param arguments the words behind the command
     * @param threads threads where none are asked for
     */
    public static TrecCall parse(List<String> arguments, int threads) {
        TrecArguments parsed = new TrecArguments();
        parsed.split(arguments);
        return parsed.call(threads);
    }

    private void split(List<String> arguments) {
        for (int i = 0; i < arguments.size(); i++) {
            String word = arguments.get(i);
            if (word.equals("--")) {
                files.addAll(arguments.subList(i + 1, arguments.size()));
                return;
            } else if (word.startsWith("--")) {
                i += longOption(word.substring(2), arguments.subList(i + 1, arguments.size()));
            } else if (word.length() > 1 && word.startsWith("-")) {
                i += shortOptions(word, arguments.subList(i + 1, arguments.size()));
            } else {
                files.add(word);
            }
        }
    }

    /** Returns how many of the words behind were taken. */
    private int shortOptions(String word, List<String> behind) {
        for (int at = 1; at < word.length(); at++) {
            char option = word.charAt(at);
            if (WITHOUT_VALUE.indexOf(option) >= 0) {
                given.add(Map.entry(option, ""));
            } else if (WITH_VALUE.indexOf(option) >= 0) {
                String joined = word.substring(at + 1);
                given.add(Map.entry(
                        option,
                        joined.isEmpty() ? value(behind, "option requires an argument -- '" + option + "'") : joined));
                return joined.isEmpty() ? 1 : 0;
            } else {
                throw misused("invalid option -- '" + option + "'");
            }
        }
        return 0;
    }

    private int longOption(String word, List<String> behind) {
        int equals = word.indexOf('=');
        String name = equals < 0 ? word : word.substring(0, equals);
        List<String> names = LONG.containsKey(name)
                ? List.of(name)
                : LONG.keySet().stream().filter(n -> n.startsWith(name)).toList();
        if (names.size() != 1) {
            throw misused((names.isEmpty() ? "unrecognized option '--" : "ambiguous option '--") + name + "'");
        }
        char option = LONG.getOrDefault(names.getFirst(), '?');
        boolean takes = WITHOUT_VALUE.indexOf(option) < 0;
        if (!takes && equals >= 0) {
            throw misused("option '--" + names.getFirst() + "' doesn't allow an argument");
        }
        boolean fromBehind = takes && equals < 0;
        String value = fromBehind
                ? value(behind, "option '--" + names.getFirst() + "' requires an argument")
                : takes ? word.substring(equals + 1) : "";
        given.add(Map.entry(option, value));
        return fromBehind ? 1 : 0;
    }

    private static String value(List<String> behind, String otherwise) {
        if (behind.isEmpty()) {
            throw misused(otherwise);
        }
        return behind.getFirst();
    }

    private static TrecFault misused(String why) {
        return new TrecFault(1, "trec_eval: " + why + "\n" + USAGE);
    }

    private TrecCall call(int threads) {
        Map<Character, String> last = new HashMap<>();
        given.forEach(g -> last.put(g.getKey(), g.getValue()));
        TrecVersion version = TrecVersion.of(last.getOrDefault('A', TrecVersion.V9_0_8.label()))
                .orElseThrow(() -> misused("no version '" + last.get('A') + "' is known; there is "
                        + String.join(", ", TrecVersion.labels())));
        Set<String> measures = new LinkedHashSet<>();
        Map<String, String> parameters = new LinkedHashMap<>();
        for (Map.Entry<Character, String> option : given) {
            if (option.getKey() == 'm') {
                mark(option.getValue(), version, measures, parameters);
            }
        }
        if (measures.isEmpty()) {
            measures.addAll(TrecMeasures.named("official", version));
        }
        TrecOptions options = options(last, version, measures, parameters, threads);
        if (last.containsKey('v') || last.containsKey('h')) {
            return new TrecCall(last.containsKey('v') ? Action.VERSION : Action.HELP, options, "", "");
        }
        if (files.size() != 2) {
            throw new TrecFault(1, USAGE);
        }
        refuseOtherFormats(last);
        return new TrecCall(Action.EVALUATE, options, files.get(0), files.get(1));
    }

    private static TrecOptions options(
            Map<Character, String> last,
            TrecVersion version,
            Set<String> measures,
            Map<String, String> parameters,
            int threads) {
        String debug = last.getOrDefault('D', "0");
        int point = debug.indexOf('.');
        if (CNumbers.atol(debug) != 0) {
            throw new TrecFault(
                    1, "trec_eval: -D " + debug + ": its tracing is not written; -D 0.TOPIC evaluates one topic");
        }
        long longest = CNumbers.atol(last.getOrDefault('M', "" + Long.MAX_VALUE));
        if (longest < 0) {
            throw new TrecFault(1, "trec_eval: -M " + longest + ": a topic cannot keep fewer than no documents");
        }
        return new TrecOptions(
                version,
                last.containsKey('q'),
                !last.containsKey('n'),
                last.containsKey('c'),
                CNumbers.atol(last.getOrDefault('l', "1")),
                longest,
                last.containsKey('J'),
                CNumbers.atol(last.getOrDefault('N', "0")),
                point < 0 ? "" : debug.substring(point + 1),
                measures,
                parameters,
                Math.clamp(CNumbers.atol(last.getOrDefault('F', "" + DIGITS)), 0, MOST_DIGITS),
                Math.clamp(CNumbers.atol(last.getOrDefault('P', "" + threads)), 1, 64));
    }

    private static void mark(String asked, TrecVersion version, Set<String> measures, Map<String, String> parameters) {
        int point = asked.indexOf('.');
        String name = point < 0 ? asked : asked.substring(0, point);
        if (point >= 0) {
            if (point == asked.length() - 1) {
                throw new TrecFault(
                        1,
                        "trec_eval: improper measure in parameter '" + name + "'\ntrec_eval: illegal measure '" + name
                                + "'");
            }
            parameters.putIfAbsent(name, asked.substring(point + 1));
        }
        List<String> named = TrecMeasures.named(name, version);
        if (named.isEmpty()) {
            throw new TrecFault(
                    1,
                    TrecMeasures.needsOtherJudgements(name)
                            ? "trec_eval: measure '" + name
                                    + "' is of preferences or of several judges, which covey does not read"
                            : "trec_eval: illegal measure '" + name + "'");
        }
        measures.addAll(named);
    }

    private static void refuseOtherFormats(Map<Character, String> last) {
        String judgements = last.getOrDefault('R', "qrels");
        if (!judgements.equals("qrels")) {
            throw new TrecFault(
                    2,
                    Set.of("prefs", "qrels_prefs", "qrels_jg").contains(judgements)
                            ? "trec_eval: rel_format '" + judgements + "' is not read by covey; it reads qrels"
                            : "trec_eval: Illegal rel_format '" + judgements + "'");
        }
        String results = last.getOrDefault('T', "trec_results");
        if (!results.equals("trec_results")) {
            throw new TrecFault(2, "trec_eval: Illegal retrieval results format '" + results + "'");
        }
        if (last.containsKey('Z')) {
            throw new TrecFault(2, "trec_eval: -Z: standard scores are not computed by covey; leave it out");
        }
    }

    /** Options in short, for a test of completeness. */
    static Set<Character> options() {
        return LONG.values().stream().collect(Collectors.toSet());
    }
}
