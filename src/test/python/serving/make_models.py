"""make_models.py DIRECTORY: tiny models with random weights, one for each pooling and architecture, saved by sentence-transformers."""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path
from typing import Any

import torch
from sentence_transformers import SentenceTransformer
from sentence_transformers.base.modules import Dense, Normalize, Transformer
from sentence_transformers.sentence_transformer.modules import Pooling
from texts import WORDS
from tokenizers import Tokenizer, decoders, models, normalizers, pre_tokenizers, processors, trainers
from transformers import BertConfig, BertModel, PreTrainedTokenizerFast, Qwen3Config, Qwen3Model, XLMRobertaConfig, XLMRobertaModel

SIZE = 64
TOKENS = 512
COMMON = {"hidden_size": SIZE, "intermediate_size": 128, "num_hidden_layers": 2, "num_attention_heads": 4}
# newer releases of transformers leave it out, SGLang requires it
ABSOLUTE = {"position_embedding_type": "absolute"}
# large enough for the vectors of different texts to differ clearly
SPREAD = {"initializer_range": 0.3}


def tokenizer(special: dict[str, str], single: str, ids: list[str]) -> PreTrainedTokenizerFast:
    bpe = Tokenizer(models.BPE())
    bpe.normalizer = normalizers.NFC()
    bpe.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    bpe.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(vocab_size=1000, special_tokens=ids, initial_alphabet=pre_tokenizers.ByteLevel.alphabet(), show_progress=False)
    bpe.train_from_iterator(list(WORDS.values()) * 5, trainer)
    used = [(token, bpe.token_to_id(token)) for token in ids]
    bpe.post_processor = processors.TemplateProcessing(single=single, special_tokens=used)
    return PreTrainedTokenizerFast(tokenizer_object=bpe, model_max_length=TOKENS, **special)


def bert() -> tuple[Any, Any]:
    words = tokenizer({"pad_token": "[PAD]", "cls_token": "[CLS]", "sep_token": "[SEP]", "unk_token": "[UNK]"}, "[CLS] $A [SEP]", ["[PAD]", "[UNK]", "[CLS]", "[SEP]"])
    return BertModel(BertConfig(vocab_size=len(words), max_position_embeddings=TOKENS, **ABSOLUTE, **COMMON, **SPREAD)), words


def xlm_roberta() -> tuple[Any, Any]:
    words = tokenizer({"bos_token": "<s>", "pad_token": "<pad>", "eos_token": "</s>", "unk_token": "<unk>"}, "<s> $A </s>", ["<s>", "<pad>", "</s>", "<unk>"])
    config = XLMRobertaConfig(vocab_size=len(words), max_position_embeddings=TOKENS + 2, type_vocab_size=1, pad_token_id=1, **ABSOLUTE, **COMMON, **SPREAD)
    return XLMRobertaModel(config), words


def qwen3() -> tuple[Any, Any]:
    words = tokenizer({"pad_token": "<|endoftext|>", "eos_token": "<|im_end|>"}, "$A <|endoftext|>", ["<|endoftext|>", "<|im_end|>"])
    config = Qwen3Config(vocab_size=len(words), max_position_embeddings=TOKENS, num_key_value_heads=2, head_dim=16, **COMMON, **SPREAD)
    return Qwen3Model(config), words


def save(directory: Path, made: tuple[Any, Any], *modules: torch.nn.Module) -> None:
    base = directory.with_suffix(".base")
    for part in made:
        part.save_pretrained(base)
    SentenceTransformer(modules=[Transformer(str(base)), *modules], device="cpu").save(str(directory))
    shutil.rmtree(base)


def unsupported(directory: Path, source: Path) -> None:
    shutil.copytree(source, directory)
    file = directory / "modules.json"
    listed = json.loads(file.read_text())
    listed.insert(2, {"idx": 9, "name": "9", "path": "9_LSTM", "type": "sentence_transformers.models.LSTM"})
    file.write_text(json.dumps(listed))


def make(root: Path) -> None:
    torch.manual_seed(0)
    tanh, identity = torch.nn.Tanh(), torch.nn.Identity()
    root.mkdir(parents=True, exist_ok=True)
    save(root / "bert-max-dense", bert(), Pooling(SIZE, "max"), Dense(SIZE, 32, activation_function=tanh), Normalize())
    save(root / "bert-mean-sqrt-len-raw", bert(), Pooling(SIZE, "mean_sqrt_len_tokens"))
    save(root / "bert-cls-and-mean", bert(), Pooling(SIZE, ("cls", "mean")), Normalize())
    save(root / "xlm-roberta-weighted-mean", xlm_roberta(), Pooling(SIZE, "weightedmean"), Normalize())
    save(root / "xlm-roberta-cls-dense-raw", xlm_roberta(), Pooling(SIZE, "cls"), Dense(SIZE, 96, bias=False, activation_function=identity))
    save(root / "xlm-roberta-last-token", xlm_roberta(), Pooling(SIZE, "lasttoken"), Normalize())
    save(root / "qwen3-last-token", qwen3(), Pooling(SIZE, "lasttoken"), Normalize())
    save(root / "qwen3-mean", qwen3(), Pooling(SIZE, "mean"), Normalize())
    unsupported(root / "bert-lstm", root / "bert-cls-and-mean")
    for file in root.rglob("*"):
        file.chmod(0o755 if file.is_dir() else 0o644)


if __name__ == "__main__":
    make(Path(sys.argv[1]))
