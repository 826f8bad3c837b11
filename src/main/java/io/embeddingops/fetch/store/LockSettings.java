package io.embeddingops.fetch.store;

/**
 * What locks depend on; tests replace it.
 *
 * @param host where this writer runs
 * @param locks locks of the operating system
 * @param times the durations
 */
record LockSettings(Host host, OsLocks locks, StoreTimes times) {

    static LockSettings standard(StoreTimes times) {
        return new LockSettings(Host.local(), new FileLocks(), times);
    }
}
