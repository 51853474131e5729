package covey;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Python client's own tests, against a project that was just made and run, by the system's Python with pandas. */
@Tag("python")
class PythonClientTest {
    @TempDir
    Path folder = Path.of("");

    @Test
    void itsTestsPassAgainstAFreshProject() throws Exception {
        Path project = folder.resolve("project");
        covey("init", project.toString());
        covey("run", "example", "--project", project.toString());
        Path repository = Path.of("..").toAbsolutePath().normalize();
        Path log = folder.resolve("unittest.log");
        ProcessBuilder builder = new ProcessBuilder(
                        "/usr/bin/python3", "-B", "-m", "unittest", "discover", "-v", "-s", "tests", "-t", ".")
                .directory(repository.resolve("clients/python").toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().put("COVEY", launcher().toString());
        builder.environment().put("COVEY_TEST_PROJECT", project.toString());
        builder.environment().put("IPYTHONDIR", folder.resolve("ipython").toString());
        Process process = builder.start();
        assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
        String said = Files.readString(log);
        assertThat(process.exitValue()).as(said).isZero();
        assertThat(said).doesNotContain("skipped").contains("test_reads_what_covey_wrote_and_runs_a_study");
    }

    private static void covey(String... arguments) {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        PrintStream stream = new PrintStream(said, true, StandardCharsets.UTF_8);
        int exit = Main.run(List.of(arguments), stream, stream, Map.of());
        assertThat(exit).as(said.toString(StandardCharsets.UTF_8)).isZero();
    }

    /** This build's classes as a command; the assembled program does not stand yet while tests run. */
    private Path launcher() throws Exception {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        String script = "#!/bin/sh\nexec '" + java + "' --enable-native-access=ALL-UNNAMED -cp '"
                + System.getProperty("java.class.path") + "' covey.Main \"$@\"\n";
        Path file = Files.writeString(folder.resolve("covey"), script);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
