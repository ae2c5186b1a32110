package peer;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.StringJoiner;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.StoredFields;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.IndexSearcher.TooManyClauses;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TopDocs;
import org.apache.lucene.search.TopScoreDocCollectorManager;
import org.apache.lucene.store.MMapDirectory;

/** The line protocol, on one thread. */
final class Serve {
    private final IndexSearcher searcher;

    private Serve(IndexReader reader) {
        searcher = new IndexSearcher(reader);
        searcher.setSimilarity(Fields.similarity());
        searcher.setQueryCache(null);
    }

    static void run(Path index) throws IOException {
        try (MMapDirectory directory = new MMapDirectory(index)) {
            // All but the texts is in memory before the first question.
            directory.setPreload((name, context) -> !name.endsWith(".fdt"));
            try (IndexReader reader = DirectoryReader.open(directory)) {
                new Serve(reader).talk();
            }
        }
    }

    private void talk() throws IOException {
        BufferedReader in =
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
        String line = "ready";
        do {
            out.print(line + "\n");
            out.flush();
            line = in.readLine();
            line = line == null ? null : answer(line);
        } while (line != null);
    }

    private String answer(String line) throws IOException {
        String[] parts = line.split("\t", 2);
        try {
            return parts.length < 2 ? "UNSUPPORTED" : answer(parts[0], parts[1]);
        } catch (IllegalArgumentException | TooManyClauses e) {
            return "UNSUPPORTED";
        }
    }

    private String answer(String command, String text) throws IOException {
        return switch (command) {
            case "COUNT" -> timed(() -> searcher.count(QueryText.parse(text)));
            case "TOP_10" -> timed(() -> best(text, 10, 1).scoreDocs.length);
            case "TOP_100" -> timed(() -> best(text, 100, 1).scoreDocs.length);
            case "TOP_1000" -> timed(() -> best(text, 1000, 1).scoreDocs.length);
            case "TOP_10_COUNT" -> timed(() -> bestAndCount(text, 10));
            case "TOP_100_COUNT" -> timed(() -> bestAndCount(text, 100));
            case "TOP_1000_COUNT" -> timed(() -> bestAndCount(text, 1000));
            case "RANK_10" -> rank(text);
            default -> "UNSUPPORTED";
        };
    }

    /** Lucene may skip what cannot be among the k best once it has met {@code exact} matches. */
    private TopDocs best(String text, int k, int exact) throws IOException {
        Query query = QueryText.parse(text);
        int limit = Math.max(1, Math.min(k, searcher.getIndexReader().maxDoc()));
        return searcher.search(query, new TopScoreDocCollectorManager(limit, null, exact));
    }

    private long bestAndCount(String text, int k) throws IOException {
        return best(text, k, Integer.MAX_VALUE).totalHits.value();
    }

    private String rank(String text) throws IOException {
        StoredFields stored = searcher.storedFields();
        StringJoiner line = new StringJoiner(" ");
        for (ScoreDoc hit : best(text, 10, 1).scoreDocs) {
            line.add(stored.document(hit.doc).get(Fields.ID) + ":" + hit.score);
        }
        return line.toString();
    }

    private interface Question {
        long ask() throws IOException;
    }

    private static String timed(Question question) throws IOException {
        long start = System.nanoTime();
        long number = question.ask();
        long end = System.nanoTime();
        return number + "\t" + (end - start);
    }
}
