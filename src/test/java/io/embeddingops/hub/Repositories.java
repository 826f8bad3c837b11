package io.embeddingops.hub;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Repositories in directories: commits are named by their content. */
final class Repositories {

    record Entry(String path, Path file, long size, String oid, String sha256) {
        boolean lfs() {
            return sha256 != null;
        }
    }

    record Tree(String commit, List<Entry> entries) {}

    private static final long LFS_SIZE = 10 << 20;

    private final Map<String, Path> branches = new ConcurrentHashMap<>();
    private final Map<String, Tree> commits = new ConcurrentHashMap<>();
    private final Map<String, Tree> trees = new ConcurrentHashMap<>();
    private final Map<String, Path> blobs = new ConcurrentHashMap<>();
    private final Path models;

    Repositories(Path models) {
        this.models = models;
    }

    void move(String repo, String branch, Path directory) {
        branches.put(repo + "@" + branch, directory);
    }

    /** The file with that SHA-256. */
    Optional<Path> blob(String sha256) {
        return Optional.ofNullable(blobs.get(sha256));
    }

    Optional<Tree> tree(String repo, String revision) throws IOException {
        var known = commits.get(repo + "@" + revision);
        if (known != null) return Optional.of(known);
        var directory = branches.getOrDefault(
                repo + "@" + revision, models.resolve(revision.equals("main") ? repo : repo + "@" + revision));
        if (!repo.matches("[\\w.-]+(/[\\w.-]+)?") || !Files.isDirectory(directory)) return Optional.empty();
        List<Path> files;
        var root = directory.toRealPath();
        try (var walk = Files.walk(root)) {
            files = walk.filter(Files::isRegularFile).sorted().toList();
        }
        var state = new StringBuilder(repo);
        for (var file : files) state.append(file).append(Files.size(file)).append(Files.getLastModifiedTime(file));
        var found = trees.get(state.toString());
        if (found == null) {
            var entries = new ArrayList<Entry>();
            for (var file : files) entries.add(entry(root, file));
            found = new Tree(
                    hash(
                            "SHA-1",
                            "commit "
                                    + entries.stream()
                                            .map(entry -> entry.path() + entry.oid())
                                            .toList(),
                            null),
                    entries);
            trees.put(state.toString(), found);
            commits.put(repo + "@" + found.commit(), found);
        }
        return Optional.of(found);
    }

    private Entry entry(Path directory, Path file) throws IOException {
        var size = Files.size(file);
        var path = directory.relativize(file).toString();
        if (size < LFS_SIZE && !path.endsWith(".safetensors"))
            return new Entry(path, file, size, hash("SHA-1", "blob " + size + "\0", file), null);
        var sha256 = hash("SHA-256", "", file);
        blobs.put(sha256, file);
        var pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:" + sha256 + "\nsize " + size + "\n";
        return new Entry(path, file, size, hash("SHA-1", "blob " + pointer.length() + "\0" + pointer, null), sha256);
    }

    private static String hash(String algorithm, String before, Path file) throws IOException {
        try {
            var digest = MessageDigest.getInstance(algorithm);
            digest.update(before.getBytes(StandardCharsets.UTF_8));
            if (file != null) {
                try (var content = Files.newInputStream(file)) {
                    var buffer = new byte[1 << 16];
                    for (int count; (count = content.read(buffer)) > 0; ) digest.update(buffer, 0, count);
                }
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
