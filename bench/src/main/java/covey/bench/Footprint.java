package covey.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Memory of a process that is about to end, printed as the last line of its output.
 *
 * @param residentMegabytes most memory the process ever held; NaN where the system does not tell
 * @param heapMegabytes most memory the pools of the Java heap ever held, each at its own peak
 */
record Footprint(double residentMegabytes, double heapMegabytes) {
    private static final Path STATUS = Path.of("/proc/self/status");

    static Footprint ofThisProcess() throws IOException {
        long heap = 0;
        for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
            if (pool.getType() == MemoryType.HEAP) {
                heap += pool.getPeakUsage().getUsed();
            }
        }
        return new Footprint(resident(), heap / 1e6);
    }

    private static double resident() throws IOException {
        if (!Files.isReadable(STATUS)) {
            return Double.NaN;
        }
        for (String line : Files.readAllLines(STATUS)) {
            if (line.startsWith("VmHWM:")) {
                return Double.parseDouble(line.replaceAll("\\D", "")) * 1024 / 1e6;
            }
        }
        return Double.NaN;
    }

    String line() {
        return String.format(Locale.ROOT, "footprint %.1f %.1f", residentMegabytes, heapMegabytes);
    }

    static Footprint parse(String line) {
        int first = line.indexOf(' ');
        int second = line.indexOf(' ', first + 1);
        return new Footprint(
                Double.parseDouble(line.substring(first + 1, second)), Double.parseDouble(line.substring(second + 1)));
    }
}
