package io.embeddingops.fetch;

import io.embeddingops.source.FetchReason;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Names of files in a listing. A source is not trusted: no name may leave the model's directory or stand for two files. */
final class FileNames {

    private static final int MAX_BYTES = 255;
    private static final int MAX_LENGTH = 1024;
    private static final long MAX_SIZE = 16L << 40;
    /** What the download and the cache write themselves. */
    private static final Set<String> RESERVED = Set.of(Journal.NAME, ".complete");

    private FileNames() {}

    static void check(List<RemoteFile> files) throws FetchException {
        var names = new HashMap<String, String>();
        var directories = new HashSet<String>();
        for (var file : files) {
            var path = file.path();
            if (!isSafe(path)) {
                throw refused(path, "is not the name of a file in a directory");
            }
            if (file.size() < 0 || file.size() > MAX_SIZE) {
                throw refused(path, "has no size, or more than 16 TiB");
            }
            var other = names.put(folded(path), path);
            if (other != null) {
                throw refused(path, "differs from " + shown(other) + " only in the case of letters, or not at all");
            }
            for (var slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
                directories.add(folded(path.substring(0, slash)));
            }
        }
        for (var file : files) {
            if (directories.contains(folded(file.path()))) {
                throw refused(file.path(), "is both a file and a directory");
            }
        }
    }

    private static boolean isSafe(String path) {
        return !RESERVED.contains(path)
                && path.length() <= MAX_LENGTH
                && path.indexOf('\\') < 0
                && path.codePoints().noneMatch(FileNames::isUnprintable)
                && Arrays.stream(path.split("/", -1)).allMatch(FileNames::isSafeSegment);
    }

    private static boolean isSafeSegment(String segment) {
        return !segment.isEmpty()
                && !segment.equals(".")
                && !segment.equals("..")
                && segment.getBytes(StandardCharsets.UTF_8).length <= MAX_BYTES;
    }

    /** Control and format characters, such as those that reverse the direction of text, and halves of surrogate pairs. */
    private static boolean isUnprintable(int character) {
        var type = Character.getType(character);
        return Character.isISOControl(character)
                || type == Character.FORMAT
                || type == Character.SURROGATE
                || type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR;
    }

    private static String folded(String path) {
        return Normalizer.normalize(path, Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
    }

    private static FetchException refused(String path, String why) {
        return new FetchException(
                FetchReason.MODEL_CORRUPT,
                "the source lists the file " + shown(path) + ", which " + why
                        + ": leave it out with exclude, or correct the source");
    }

    private static String shown(String path) {
        var shown = new StringBuilder("\"");
        path.codePoints()
                .limit(200)
                .forEach(character -> shown.append(
                        isUnprintable(character)
                                ? String.format(Locale.ROOT, "\\u%04x", character)
                                : Character.toString(character)));
        return shown.append('"').toString();
    }
}
