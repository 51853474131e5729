package covey.assign.exposure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A disk that is full again and again: it takes what fits of a line, on a real file, and fails. */
class FullDiskTest {
    private static final Instant NOON = Instant.parse("2026-11-25T12:00:00Z");
    private static final int THREADS = 4;
    private static final int EACH = 800;

    @TempDir
    Path folder;

    /** Room that runs out after a while, and is made again after some failures. */
    private static final class Disk {
        private final RandomGenerator random =
                RandomGeneratorFactory.of("L64X128MixRandom").create(4);
        private final AtomicInteger torn = new AtomicInteger();
        private final AtomicInteger failures = new AtomicInteger();
        private int room = 3_000;
        private int refusals;

        FileOutputStream open(Path segment) throws IOException {
            if (room == 0 && random.nextBoolean()) {
                throw full();
            }
            return new FileOutputStream(segment.toFile()) {
                @Override
                public void write(byte[] line) throws IOException {
                    int fits = Math.min(room, line.length);
                    super.write(line, 0, fits);
                    room -= fits;
                    if (fits < line.length) {
                        torn.addAndGet(fits > 0 ? 1 : 0);
                        throw full();
                    }
                }
            };
        }

        private IOException full() {
            failures.incrementAndGet();
            if (++refusals >= 3) {
                refusals = 0;
                room = random.nextInt(1, 9_000);
            }
            return new IOException("No space left on device");
        }
    }

    @ParameterizedTest
    @EnumSource(SegmentWriter.Sync.class)
    void losesNoConfirmedExposureAndCountsNoneTwice(SegmentWriter.Sync sync) throws IOException, InterruptedException {
        int each = sync == SegmentWriter.Sync.PER_EXPOSURE ? EACH / 8 : EACH;
        Disk disk = new Disk();
        List<String> confirmed = new CopyOnWriteArrayList<>();
        AtomicInteger refused = new AtomicInteger();
        try (SegmentWriter writer =
                new SegmentWriter(new SegmentWriter.Options(folder, "one", 1 << 12, sync), () -> NOON, disk::open)) {
            List<Thread> threads = new ArrayList<>();
            for (int t = 0; t < THREADS; t++) {
                int own = t;
                threads.add(new Thread(() -> {
                    for (int i = 0; i < each; i++) {
                        String unit = "u" + own + "-" + i;
                        try {
                            writer.append("e", "arm", "targetingKey", unit, "SPLIT");
                            confirmed.add(unit);
                        } catch (IOException full) {
                            refused.incrementAndGet();
                        }
                    }
                }));
            }
            threads.forEach(Thread::start);
            for (Thread thread : threads) {
                thread.join();
            }
        }
        List<String> found = new ArrayList<>();
        Tally tally = SegmentReader.read(folder, e -> found.add(e.unit()));
        assertThat(confirmed).hasSize(THREADS * each - refused.get());
        assertThat(found).containsExactlyInAnyOrderElementsOf(confirmed);
        assertThat(refused.get()).isEqualTo(disk.failures.get()).isGreaterThan(THREADS);
        assertThat(tally).isEqualTo(new Tally(confirmed.size(), disk.torn.get(), 0, 0, 0));
        assertThat(disk.torn.get()).isPositive();
    }
}
