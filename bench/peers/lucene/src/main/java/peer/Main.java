package peer;

import java.nio.file.Path;
import java.util.List;

/** The command line. */
final class Main {
    private static final String USAGE =
            "usage: peer build CORPUS.jsonl INDEX [--threads N] [--memory MiB] [--store 0|1]"
                    + " [--reorder]\n       peer serve INDEX";

    private Main() {}

    public static void main(String[] arguments) throws Exception {
        List<String> words = List.of(arguments);
        if (words.size() == 2 && words.getFirst().equals("serve")) {
            Serve.run(Path.of(words.getLast()));
        } else if (words.size() >= 3 && words.getFirst().equals("build")) {
            new Build(settings(words)).run();
        } else {
            refuse(USAGE);
        }
    }

    private static Build.Settings settings(List<String> words) {
        int threads = 1;
        int memory = 1024;
        boolean store = true;
        boolean reorder = false;
        for (int i = 3; i < words.size(); i++) {
            switch (words.get(i)) {
                case "--threads" -> threads = number(words, ++i, 1, 1024);
                case "--memory" -> memory = number(words, ++i, 1, 1 << 20);
                case "--store" -> store = number(words, ++i, 0, 1) == 1;
                case "--reorder" -> reorder = true;
                default -> refuse("peer: unknown option " + words.get(i));
            }
        }
        return new Build.Settings(
                Path.of(words.get(1)), Path.of(words.get(2)), threads, memory, store, reorder);
    }

    private static int number(List<String> words, int at, int least, int most) {
        try {
            int value = Integer.parseInt(words.get(at));
            if (least <= value && value <= most) {
                return value;
            }
        } catch (NumberFormatException | IndexOutOfBoundsException e) {
            // refused below
        }
        refuse("peer: " + words.get(at - 1) + " takes a number from " + least + " to " + most);
        return 0;
    }

    private static void refuse(String message) {
        System.err.println(message);
        System.exit(2);
    }
}
