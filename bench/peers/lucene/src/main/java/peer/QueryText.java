package peer;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.PhraseQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.index.Term;

/**
 * Queries of the benchmark: words and quoted phrases of a-z and 0-9, each with + or - or nothing in
 * front. That is less than Lucene's own parser reads, and takes less time than it would.
 */
final class QueryText {
    private static final Pattern CLAUSE =
            Pattern.compile("([+-]?)(?:([a-z0-9]+)|\"([a-z0-9 ]*)\")(?: +|$)");

    private QueryText() {}

    /** Throws IllegalArgumentException for any other text. */
    static Query parse(String text) {
        BooleanQuery.Builder clauses = new BooleanQuery.Builder();
        Matcher clause = CLAUSE.matcher(text.strip());
        Query only = null;
        int count = 0;
        int at = 0;
        for (; clause.find() && clause.start() == at; at = clause.end()) {
            Occur occur = occur(clause.group(1));
            String word = clause.group(2);
            Query query = words(word != null ? List.of(word) : split(clause.group(3)));
            clauses.add(query, occur);
            only = occur == Occur.MUST_NOT ? null : query;
            count++;
        }
        if (count == 0 || at < text.strip().length()) {
            throw new IllegalArgumentException("at " + at + " of " + text);
        }
        return count == 1 && only != null ? only : clauses.build();
    }

    private static Occur occur(String sign) {
        return switch (sign) {
            case "+" -> Occur.MUST;
            case "-" -> Occur.MUST_NOT;
            default -> Occur.SHOULD;
        };
    }

    private static List<String> split(String phrase) {
        List<String> words = new ArrayList<>();
        for (String word : phrase.split(" ")) {
            if (!word.isEmpty()) {
                words.add(word);
            }
        }
        return words;
    }

    private static Query words(List<String> words) {
        if (words.isEmpty()) {
            throw new IllegalArgumentException("a phrase without a word");
        }
        if (words.size() == 1) {
            return new TermQuery(new Term(Fields.WORDS, words.getFirst()));
        }
        return new PhraseQuery(Fields.WORDS, words.toArray(new String[0]));
    }
}
