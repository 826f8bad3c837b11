"""make_tiny_model.py OUT [--seed N]: a 220 KB Qwen3 model with random weights (64 dimensions, 512 tokens).

The same seed gives the same weights; the tokenizer is the same for every seed.
"""

import argparse

import torch
from tokenizers import Tokenizer, decoders, models, pre_tokenizers, processors, trainers
from transformers import PreTrainedTokenizerFast, Qwen3Config, Qwen3ForCausalLM

END = "<|endoftext|>"
TURN_START, TURN_END = "<|im_start|>", "<|im_end|>"
TOKENS = 512  # both the vocabulary and the longest input

parser = argparse.ArgumentParser(description=__doc__)
parser.add_argument("out")
parser.add_argument("--seed", type=int, default=0)
arguments = parser.parse_args()

bpe = Tokenizer(models.BPE())
bpe.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
bpe.decoder = decoders.ByteLevel()
bpe.train_from_iterator(
    ["hello world this is a tiny tokenizer for tests"] * 10,
    trainers.BpeTrainer(
        vocab_size=TOKENS,
        special_tokens=[END, TURN_START, TURN_END],
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
    ),
)
# Like Qwen3-Embedding, whose vector is that of the last token.
bpe.post_processor = processors.TemplateProcessing(
    single=f"$A {END}", pair=f"$A {END} $B {END}", special_tokens=[(END, bpe.token_to_id(END))]
)
PreTrainedTokenizerFast(
    tokenizer_object=bpe, eos_token=TURN_END, pad_token=END, model_max_length=TOKENS
).save_pretrained(arguments.out)

torch.manual_seed(arguments.seed)
config = Qwen3Config(
    vocab_size=TOKENS,
    hidden_size=64,
    intermediate_size=128,
    num_hidden_layers=2,
    num_attention_heads=4,
    num_key_value_heads=2,
    head_dim=16,
    max_position_embeddings=TOKENS,
    tie_word_embeddings=True,
    bos_token_id=bpe.token_to_id(END),
    eos_token_id=bpe.token_to_id(TURN_END),
    pad_token_id=bpe.token_to_id(END),
    dtype="bfloat16",
)
Qwen3ForCausalLM(config).to(torch.bfloat16).save_pretrained(arguments.out)
