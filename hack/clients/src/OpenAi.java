import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.models.embeddings.EmbeddingCreateParams;
import java.util.List;

/** Prints the vector of each argument as a line of JSON, with OpenAI's client. Its settings are environment variables. */
public final class OpenAi {

    private OpenAi() {}

    public static void main(String[] texts) {
        Trust.certificates();
        // reads OPENAI_BASE_URL and OPENAI_API_KEY
        var client = OpenAIOkHttpClient.fromEnv();
        var request = EmbeddingCreateParams.builder()
                .model(System.getenv("EMBEDDING_MODEL"))
                .inputOfArrayOfStrings(List.of(texts));
        var dimensions = System.getenv("EMBEDDING_DIMENSIONS");
        if (dimensions != null) {
            request.dimensions(Long.parseLong(dimensions));
        }
        client.embeddings()
                .create(request.build())
                .data()
                .forEach(embedding -> System.out.println(embedding.embedding()));
        client.close();
    }
}
