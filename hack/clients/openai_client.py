"""Prints the vector of each argument as a line of JSON, with OpenAI's client. Its settings are environment variables."""

import json
import os
import sys

import openai

# reads OPENAI_BASE_URL, OPENAI_API_KEY, and SSL_CERT_FILE by way of httpx
client = openai.OpenAI()
dimensions = os.environ.get("EMBEDDING_DIMENSIONS")
response = client.embeddings.create(
    model=os.environ["EMBEDDING_MODEL"],
    input=sys.argv[1:],
    dimensions=int(dimensions) if dimensions else openai.NOT_GIVEN,
)
for embedding in response.data:
    print(json.dumps(embedding.embedding))
