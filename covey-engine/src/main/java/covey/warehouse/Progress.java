package covey.warehouse;

import java.time.Duration;
import java.util.OptionalDouble;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Asks a running statement every tenth of a second how far it is, until closed. */
final class Progress implements AutoCloseable {
    private static final Duration EVERY = Duration.ofMillis(100);

    /** Watches nothing. */
    static final Progress NONE = new Progress();

    private final CountDownLatch closed = new CountDownLatch(1);
    private final @Nullable Thread thread;

    private Progress() {
        thread = null;
    }

    Progress(Supplier<OptionalDouble> percent, DoubleConsumer listener) {
        thread = Thread.ofVirtual().name("covey-progress").start(() -> watch(percent, listener));
    }

    private void watch(Supplier<OptionalDouble> percent, DoubleConsumer listener) {
        try {
            while (!closed.await(EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
                percent.get().ifPresent(listener);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Returns when the listener will not be called any more. */
    @Override
    public void close() {
        closed.countDown();
        if (thread == null) {
            return;
        }
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
