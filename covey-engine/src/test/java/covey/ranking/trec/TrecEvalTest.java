package covey.ranking.trec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is printed is what the real programs print. */
class TrecEvalTest {
    private static final Path GOLDEN = Path.of("src/test/resources/golden/ranking/trec");

    @TempDir
    Path folder;

    static Stream<Path> golden() throws IOException {
        return files(GOLDEN).filter(p -> p.getFileName().toString().startsWith("expected."));
    }

    @ParameterizedTest
    @MethodSource("golden")
    void goldenCase(Path expected) throws IOException {
        Path at = expected.getParent();
        String version = expected.getFileName().toString().replaceFirst("expected\\.(.*)\\.txt", "$1");
        List<String> arguments = new ArrayList<>(List.of("--as", version));
        arguments.addAll(
                List.of(Files.readString(at.resolve("flags.txt")).strip().split(" ")));
        arguments.addAll(List.of(
                at.resolve("qrels.txt").toString(), at.resolve("run.txt").toString()));
        String found = answer(arguments).replace(at + "/", "");
        String withoutRbp = found.lines().filter(l -> !l.startsWith("rbp  ")).collect(Collectors.joining("\n"));
        assertThat(withoutRbp).isEqualTo(Files.readString(expected).lines().collect(Collectors.joining("\n")));
    }

    static Stream<Path> reference() throws IOException {
        Path shared = Path.of(System.getenv().getOrDefault("COVEY_SHARED", "../../shared"), "reference", "trec");
        return Files.isDirectory(shared)
                ? files(shared).filter(p -> p.getFileName().toString().startsWith("expected."))
                : Stream.of(Path.of("absent"));
    }

    /** Every folder of the reference, to the twelve decimals in which it is written. */
    @ParameterizedTest
    @MethodSource("reference")
    void referenceFolder(Path expected) throws IOException {
        assumeTrue(Files.exists(expected), "the reference stands beside the checkout");
        String name = expected.getFileName().toString();
        List<String> arguments =
                new ArrayList<>(List.of("--as", name.contains(".v10.") ? "10" : "9.0.8", "--digits", "12", "-q"));
        arguments.addAll(
                switch (name.split("\\.", 3)[1]) {
                    case "c" -> List.of("-m", "all_trec", "-c");
                    case "l2" -> List.of("-m", "all_trec", "-l", "2");
                    case "M10" -> List.of("-m", "all_trec", "-M", "10");
                    case "J" -> List.of("-m", "all_trec", "-J");
                    case "expgain" -> List.of("-m", "ndcg.1=1,2=3,3=7,4=15", "-m", "ndcg_cut.5,10");
                    default -> List.of("-m", "all_trec");
                });
        arguments.add(expected.resolveSibling("qrels.txt.gz").toString());
        arguments.add(expected.resolveSibling("run.txt.gz").toString());
        try (InputStream packed = new GZIPInputStream(Files.newInputStream(expected))) {
            String wanted = new String(packed.readAllBytes(), StandardCharsets.UTF_8);
            assertThat(answer(arguments)).isEqualTo("exit 0\n\n---\n" + wanted);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void neitherTheOrderOfRowsNorTheThreadsMatter(int seed) throws IOException {
        Random random = new Random(seed);
        List<String> qrels = new ArrayList<>();
        List<String> run = new ArrayList<>();
        for (int topic = 0; topic < 400; topic++) {
            for (int i = 0; i < 300; i++) {
                run.add(topic + " Q0 document-" + i + " 0 " + random.nextInt(200) + " system-of-a-long-name");
            }
            for (int i = 0; i < 20; i++) {
                qrels.add(topic + " 0 document-" + 17 * i + " " + random.nextInt(4));
            }
        }
        String once = answer(qrels, run, "1", "-");
        assertThat(once).startsWith("exit 0");
        assertThat(answer(qrels, run, "3", "run.txt")).isEqualTo(once);
        Collections.shuffle(qrels, random);
        Collections.shuffle(run, random);
        assertThat(answer(qrels, run, "2", "run.txt")).isEqualTo(once);
    }

    private String answer(List<String> qrels, List<String> run, String threads, String source) throws IOException {
        Path judged = Files.write(folder.resolve("qrels.txt"), qrels);
        Path ranked = Files.write(folder.resolve("run.txt"), run);
        List<String> arguments = List.of(
                "-qm",
                "all_trec",
                "--threads",
                threads,
                judged.toString(),
                source.equals("-") ? "-" : ranked.toString());
        return answer(arguments, Files.readAllBytes(ranked));
    }

    @Test
    void aMixedRunThatCannotBeHeldIsNotReadWrongly() throws IOException {
        List<String> qrels = List.of("1 0 a 1", "2 0 a 1");
        List<String> run = List.of("1 Q0 a 1 2 r", "2 Q0 a 1 2 r", "1 Q0 b 1 3 r");
        assertThat(answer(qrels, run, "1", "run.txt")).contains("map                   \t1\t0.5000");
    }

    @Test
    void optionsAreReadAsTheProgramReadsThem() {
        TrecCall call = TrecArguments.parse(List.of("q", "-qcl2", "r", "--meas=P.5", "-m", "map", "--Judged"), 1);
        assertThat(call.options().perTopic()).isTrue();
        assertThat(call.options().complete()).isTrue();
        assertThat(call.options().judgedOnly()).isTrue();
        assertThat(call.options().level()).isEqualTo(2);
        assertThat(call.options().measures()).containsExactlyInAnyOrder("P", "map");
        assertThat(call.qrels()).isEqualTo("q");
        assertThat(answer(List.of("-m", "mpa", "q", "r"))).isEqualTo("exit 1\ntrec_eval: illegal measure 'mpa'\n---\n");
        assertThat(answer(List.of("-R", "prefs", "q", "r")))
                .startsWith("exit 2\n")
                .contains("not read by covey");
        assertThat(answer(List.of("-Z", "x", "q", "r"))).startsWith("exit 2\n").contains("-Z");
    }

    @Test
    void numbersAreRoundedAsPrintfRoundsThem() {
        assertThat(Arrays.stream(new double[] {0.03125, 0.09375, 0.00625, -0.00001, 1e17, 0.99995})
                        .mapToObj(v -> FixedText.of(v, 4)))
                .containsExactly("0.0312", "0.0938", "0.0063", "-0.0000", "100000000000000000.0000", "1.0000");
    }

    private static String answer(List<String> arguments) {
        return answer(arguments, new byte[0]);
    }

    private static String answer(List<String> arguments, byte[] input) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int code = 0;
        String said = "";
        try {
            TrecEval.run(TrecArguments.parse(arguments, 1), new ByteArrayInputStream(input), out);
        } catch (TrecFault fault) {
            code = fault.code();
            said = fault.getMessage();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return "exit " + code + "\n" + said + "\n---\n" + out.toString(StandardCharsets.UTF_8);
    }

    private static Stream<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.sorted().toList().stream();
        }
    }
}
