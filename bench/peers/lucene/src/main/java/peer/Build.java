package peer;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.lucene.index.ConcurrentMergeScheduler;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.IndexWriterConfig.OpenMode;
import org.apache.lucene.index.SegmentReader;
import org.apache.lucene.misc.index.BPIndexReorderer;
import org.apache.lucene.misc.index.BPReorderingMergePolicy;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.MMapDirectory;

/** A build of one segment. */
final class Build {
    /**
     * What the command line asks for.
     *
     * @param memory MiB of documents before a segment is written
     */
    record Settings(Path corpus, Path index, int threads, int memory, boolean store,
            boolean reorder) {}

    private final Settings settings;
    private int documents;

    Build(Settings settings) {
        this.settings = settings;
    }

    void run() throws Exception {
        try (Directory directory = new MMapDirectory(settings.index())) {
            long start = System.nanoTime();
            long merging;
            try (IndexWriter writer = new IndexWriter(directory, configuration())) {
                addAll(writer);
                writer.commit();
                merging = System.nanoTime();
                writer.forceMerge(1);
            }
            long end = System.nanoTime();
            check(directory);
            report(directory, merging - start, end - merging);
        }
    }

    private IndexWriterConfig configuration() {
        MergeOnce once = new MergeOnce(settings.reorder());
        BPIndexReorderer bisection = new BPIndexReorderer();
        bisection.setFields(Set.of(Fields.WORDS));
        bisection.setRAMBudgetMB(settings.memory());
        ConcurrentMergeScheduler scheduler = new ConcurrentMergeScheduler();
        scheduler.setMaxMergesAndThreads(settings.threads(), settings.threads());
        scheduler.disableAutoIOThrottle();
        return new IndexWriterConfig(Fields.analyzer())
                .setOpenMode(OpenMode.CREATE)
                .setSimilarity(Fields.similarity())
                .setRAMBufferSizeMB(settings.memory())
                .setUseCompoundFile(false)
                .setMergeScheduler(scheduler)
                .setMergePolicy(
                        settings.reorder() ? new BPReorderingMergePolicy(once, bisection) : once);
    }

    /** Threads take turns in reading; one alone keeps the order of the corpus. */
    private void addAll(IndexWriter writer) throws Exception {
        try (Release.Reader reader = new Release.Reader(settings.corpus());
                ExecutorService threads = Executors.newFixedThreadPool(settings.threads())) {
            List<Callable<Void>> tasks = new ArrayList<>();
            for (int i = 0; i < settings.threads(); i++) {
                tasks.add(() -> addUntilEnd(reader, writer));
            }
            for (Future<Void> task : threads.invokeAll(tasks)) {
                task.get();
            }
        } catch (ExecutionException e) {
            writer.rollback();
            throw new IOException(e.getCause());
        }
    }

    private Void addUntilEnd(Release.Reader reader, IndexWriter writer) throws IOException {
        for (Release release = reader.next(); release != null; release = reader.next()) {
            writer.addDocument(Fields.document(release, settings.store()));
        }
        return null;
    }

    /** Lucene leaves the order as it is, without a word, when memory is short. */
    private void check(Directory directory) throws IOException {
        try (DirectoryReader reader = DirectoryReader.open(directory)) {
            documents = reader.numDocs();
            if (reader.leaves().size() > 1) {
                throw new IOException(reader.leaves().size() + " segments are left");
            }
            for (var leaf : reader.leaves()) {
                var facts = ((SegmentReader) leaf.reader()).getSegmentInfo().info.getDiagnostics();
                if (settings.reorder() && !"true".equals(facts.get("bp.reordered"))) {
                    throw new IOException("not reordered: --memory is too small");
                }
            }
        }
    }

    private void report(Directory directory, long indexing, long merging) throws IOException {
        long total = 0;
        long store = 0;
        long positions = 0;
        for (String name : directory.listAll()) {
            if (name.equals(IndexWriter.WRITE_LOCK_NAME)) {
                continue;
            }
            long bytes = directory.fileLength(name);
            total += bytes;
            store += name.matches(".*\\.fd[tmx]") ? bytes : 0;
            positions += name.endsWith(".pos") ? bytes : 0;
        }
        System.out.printf(Locale.ROOT,
                "{\"documents\": %d, \"seconds_index\": %.3f, \"seconds_merge\": %.3f,"
                        + " \"bytes_total\": %d, \"bytes_store\": %d, \"bytes_positions\": %d}%n",
                documents, indexing / 1e9, merging / 1e9, total, store, positions);
    }
}
