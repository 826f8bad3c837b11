package io.embeddingops.fetch;

import io.embeddingops.source.Selection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Chooses the files to download. Without include patterns the same weights in other formats are left out: a repository often has
 * them up to eight times, and a server loads one.
 */
final class FileSelection {

    /** Weights of other frameworks, wherever they are. */
    private static final Pattern OTHER_FORMATS = Pattern.compile(
            "tf_model.*[.]h5|flax_model.*[.]msgpack|rust_model[.]ot|.*[.](?:onnx|onnx_data|gguf|mlmodel|tflite)|openvino_model.*");

    /** Directories with exports of the same model. */
    private static final Set<String> EXPORTS = Set.of("onnx", "openvino", "coreml");

    /** PyTorch's own format, which .safetensors replaces. */
    private static final Pattern PICKLED = Pattern.compile("pytorch_model.*[.]bin(?:[.]index[.]json)?|.*[.](?:pt|pth)");

    private static final Pattern WEIGHTS = Pattern.compile("(?!adapter_).*[.]safetensors");
    private static final Pattern PYTORCH = Pattern.compile("pytorch_model.*[.]bin");

    private FileSelection() {}

    /** The names to download, in the given order. */
    static List<String> of(List<String> names, Selection selection) {
        var included = anyOf(selection.include());
        var excluded = anyOf(selection.exclude());
        var useful = selection.include().isEmpty() ? withoutDuplicates(names) : included;
        return names.stream().filter(useful).filter(excluded.negate()).toList();
    }

    private static Predicate<String> withoutDuplicates(List<String> names) {
        var safe = names.stream()
                .filter(name -> WEIGHTS.matcher(last(name)).matches())
                .map(FileSelection::directory)
                .collect(Collectors.toSet());
        var loadable = names.stream()
                .filter(name -> !isExport(name))
                .map(FileSelection::last)
                .anyMatch(name ->
                        WEIGHTS.matcher(name).matches() || PYTORCH.matcher(name).matches());
        return name -> !isOfGit(name)
                && !(loadable && isExport(name))
                && !(safe.contains(directory(name))
                        && PICKLED.matcher(last(name)).matches());
    }

    private static boolean isExport(String name) {
        return OTHER_FORMATS.matcher(last(name).toLowerCase(Locale.ROOT)).matches()
                || List.of(directory(name).toLowerCase(Locale.ROOT).split("/")).stream()
                        .anyMatch(EXPORTS::contains);
    }

    /** Files of Git, of the Hub's client and of a Mac's file manager. */
    private static boolean isOfGit(String name) {
        return name.startsWith(".git")
                || name.startsWith(".cache/")
                || last(name).equals(".DS_Store");
    }

    private static Predicate<String> anyOf(List<String> patterns) {
        return patterns.stream()
                .map(FileSelection::pattern)
                .map(Pattern::asMatchPredicate)
                .reduce(Predicate::or)
                .orElse(name -> false);
    }

    /** Of a shell, as Python's fnmatch: a pattern that ends with a slash means everything below. */
    private static Pattern pattern(String glob) {
        var text = glob.endsWith("/") ? glob + "*" : glob;
        var regex = new StringBuilder();
        for (var i = 0; i < text.length(); i++) {
            var character = text.charAt(i);
            var end = character == '[' ? text.indexOf(']', i + 2) : -1;
            if (end > 0) {
                var set = text.substring(i + 1, end)
                        .replace("\\", "\\\\")
                        .replace("[", "\\[")
                        .replace("&&", "&\\&");
                regex.append('[')
                        .append(set.startsWith("!") ? "^" + set.substring(1) : set.replaceFirst("^\\^", "\\\\^"))
                        .append(']');
                i = end;
            } else {
                regex.append(
                        character == '*' ? ".*" : character == '?' ? "." : Pattern.quote(String.valueOf(character)));
            }
        }
        return Pattern.compile(regex.toString(), Pattern.DOTALL);
    }

    private static String directory(String name) {
        return name.contains("/") ? name.substring(0, name.lastIndexOf('/')) : "";
    }

    private static String last(String name) {
        return name.substring(name.lastIndexOf('/') + 1);
    }
}
