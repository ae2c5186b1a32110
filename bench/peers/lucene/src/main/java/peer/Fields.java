package peer;

import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.standard.StandardAnalyzer;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.FieldType;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.index.IndexOptions;
import org.apache.lucene.search.similarities.BM25Similarity;
import org.apache.lucene.search.similarities.Similarity;

/** What an index is made of: who builds and who serves must agree on it. */
final class Fields {
    static final String ID = "id";
    static final String WORDS = "words";

    private static final FieldType SEARCHED = searched();

    private Fields() {}

    private static FieldType searched() {
        FieldType type = new FieldType();
        type.setIndexOptions(IndexOptions.DOCS_AND_FREQS_AND_POSITIONS);
        type.freeze();
        return type;
    }

    /** Cuts at the boundaries of UAX #29 and lowers; drops and stems no word. */
    static Analyzer analyzer() {
        return new StandardAnalyzer();
    }

    static Similarity similarity() {
        return new BM25Similarity(0.9f, 0.4f);
    }

    static Document document(Release release, boolean store) {
        Document document = new Document();
        document.add(new StoredField(ID, release.id()));
        String words = release.title() + "\n" + release.body();
        document.add(new Field(WORDS, words, SEARCHED));
        if (store) {
            document.add(new StoredField("title", release.title()));
            document.add(new StoredField("body", release.body()));
        }
        return document;
    }
}
