package io.embeddingops.cli.verify;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.embeddingops.verification.Expectations.WantedPooling;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Optional;

/** A model's directory in the layout of sentence-transformers. */
record ModelDirectory(Path directory) {

    private static final JsonMapper MAPPER = new JsonMapper();
    private static final String MODULES = "modules.json";
    private static final String CONFIG = "config.json";
    private static final String POOLING = "Pooling";

    /** The pooling that the model's files name. */
    WantedPooling pooling() throws VerifyException {
        var file = poolingDirectory().resolve(CONFIG);
        var name = PoolingConfig.name(file, read(file));
        return new WantedPooling(name, file + " says " + name);
    }

    /** Why this may not be the directory of the served model; empty if the architectures match or are not known. */
    Optional<String> doubt(Optional<String> served) throws VerifyException {
        var file = directory.resolve(CONFIG);
        var own = new ArrayList<String>();
        read(file).path("architectures").forEach(item -> own.add(item.asText()));
        return served.filter(name -> !own.isEmpty() && !own.contains(name))
                .map(name -> file + ": architectures is " + own + ", but the server has loaded " + name
                        + ": check that --model-dir is the directory of the served model");
    }

    private Path poolingDirectory() throws VerifyException {
        var file = directory.resolve(MODULES);
        var modules = read(file);
        var found = new ArrayList<Path>();
        for (var module : modules) {
            if (type(module).equals(POOLING)) {
                found.add(inside(file, module.path("path")));
            }
        }
        if (!modules.isArray() || found.size() != 1) {
            throw new VerifyException(file + ": must be a list with one module of type Pooling, not " + found.size()
                    + ": --model-dir must be the directory of a sentence-transformers model");
        }
        return found.get(0);
    }

    /** The last segment of the module's class name. */
    private static String type(JsonNode module) {
        var name = module.path("type").asText();
        return name.substring(name.lastIndexOf('.') + 1);
    }

    private Path inside(Path file, JsonNode path) throws VerifyException {
        var wanted = path.isTextual() ? directory.resolve(path.textValue()).normalize() : directory;
        if (!path.isTextual() || !wanted.startsWith(directory.normalize())) {
            throw new VerifyException(
                    file + ": path of the Pooling module must be a directory inside " + directory + ", not " + path);
        }
        return wanted;
    }

    private static JsonNode read(Path file) throws VerifyException {
        try {
            return MAPPER.readTree(Files.readAllBytes(file));
        } catch (NoSuchFileException e) {
            throw new VerifyException(
                    file + ": no such file: --model-dir must be the directory of a sentence-transformers model");
        } catch (JacksonException e) {
            throw new VerifyException(file + ": is not JSON: copy the file from the model's source again");
        } catch (IOException e) {
            throw new VerifyException(file + ": cannot be read: " + e.getMessage());
        }
    }
}
