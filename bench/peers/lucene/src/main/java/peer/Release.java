package peer;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.nio.file.Path;

/** A document of the corpus. */
record Release(String id, String title, String body) {

    /** All of a file of JSON lines, one after the other. */
    static final class Reader implements AutoCloseable {
        private final JsonParser json;

        Reader(Path path) throws IOException {
            // A body may be longer than Jackson takes a string to be.
            StreamReadConstraints any =
                    StreamReadConstraints.builder().maxStringLength(Integer.MAX_VALUE).build();
            json = JsonFactory.builder()
                    .streamReadConstraints(any)
                    .build()
                    .createParser(path.toFile());
        }

        /** The next one, null behind the last. */
        synchronized Release next() throws IOException {
            JsonToken token = json.nextToken();
            if (token == null) {
                return null;
            }
            if (token != JsonToken.START_OBJECT) {
                throw new IOException("no object at " + json.currentTokenLocation().getLineNr());
            }
            String id = "";
            String title = "";
            String body = "";
            while (json.nextToken() != JsonToken.END_OBJECT) {
                String key = json.currentName();
                boolean isScalar = json.nextToken().isScalarValue();
                String value = isScalar ? json.getValueAsString("") : "";
                json.skipChildren();
                switch (key) {
                    case "id" -> id = value;
                    case "title" -> title = value;
                    case "body" -> body = value;
                    default -> {}
                }
            }
            return new Release(id, title, body);
        }

        @Override
        public void close() throws IOException {
            json.close();
        }
    }
}
