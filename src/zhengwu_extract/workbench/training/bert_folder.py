"""The tagger's encoder as a folder that ``transformers.BertModel.from_pretrained`` loads.

The encoder is an unmodified BERT, but what it reads is computed: the embedding of a token is made of its word, its part
of speech and its characters. A word has one part of speech in jieba's dictionary and one spelling, so for each word of
the vocabulary this can be done once; the outcome is the checkpoint's embedding matrix. What remains is that a word
outside the vocabulary is ``[UNK]`` there, while the tagger still knows it by its characters.
"""

from __future__ import annotations

from pathlib import Path

import torch
from torch import Tensor
from transformers import PreTrainedTokenizerFast

from ...link.words import words
from ...tagger.encode import TYPES
from ...tagger.model import OwnEncoder
from ...tagger.pack import read_pack
from ...tagger.vocabulary import PAD, SPECIAL, SPELLING, Vocabulary, flag_number
from ...tagger.window import SEGMENTS
from .start import before_gold

README = """# The encoder of a zhengwu_extract tagger

A BERT over words, as it was before it saw annotations.

- `input_ids`: words as jieba cuts them. `AutoTokenizer.from_pretrained(FOLDER)` takes words, not text:
  `tokenizer(words, is_split_into_words=True)`. Digits are read as 0; a word that is not known is `[UNK]`. There is
  no `[CLS]` and no `[SEP]`.
- `token_type_ids`: what a token is, by its place in this list: {types}. Left out, every token is a word.
- `attention_mask`: as usual.

In the tagger each number with its unit, date, place and cue is one token of its own type; a text that was only cut
into words is read as in pre-training.
"""


def write_bert_folder(model: Path, out: Path) -> None:
    """Write the encoder of a model folder into `out`: config, safetensors, tokenizer and a page on its inputs.

    Raises TaggerError or TrainingError for a folder without a network of our own, OSError when `out` cannot be written.
    """
    pack = read_pack(model)
    encoder = before_gold(model, pack).encoder
    assert isinstance(encoder, OwnEncoder)
    bert = encoder.encoder
    with torch.no_grad():
        bert.set_input_embeddings(torch.nn.Embedding.from_pretrained(embeddings(encoder, pack.vocabulary)))
        types = bert.embeddings.token_type_embeddings.weight
        # A caller who names no types gets zeros: let that be words, not the padding that nothing was learned of.
        types[TYPES.index("pad")] = types[TYPES.index("word")]
    bert.config.vocab_size = len(pack.vocabulary.words)
    bert.save_pretrained(out)
    tokenizer(pack.vocabulary).save_pretrained(out)
    named = ", ".join(f"{number} {name}" for number, name in enumerate(TYPES))
    (out / "README.md").write_text(README.format(types=named), "utf-8")


def embeddings(encoder: OwnEncoder, vocabulary: Vocabulary) -> Tensor:
    """Return what the encoder makes of each word of a vocabulary, standing in the sentence that is read."""
    rows = [_row(word, vocabulary) for word in vocabulary.words]
    own = torch.full((1, len(rows)), SEGMENTS.index("own"))
    found: Tensor = encoder.tokens(torch.tensor([rows]), own)[0]
    return found


def _row(word: str, vocabulary: Vocabulary) -> tuple[int, ...]:
    """Return word, part of speech and characters; of a special token no part of speech, and itself as a character."""
    if word in SPECIAL:
        number = SPECIAL.index(word)
        return (number, 0, number, *[PAD] * (SPELLING - 1))
    cut = words(word)
    flag = cut[0][1] if len(cut) == 1 else "x"
    number, *spelling = vocabulary.token(word)
    return (number, flag_number(flag), *spelling)


def tokenizer(vocabulary: Vocabulary) -> PreTrainedTokenizerFast:
    """Return a tokenizer that gives words the numbers of a vocabulary."""
    from tokenizers import Regex, Tokenizer
    from tokenizers.models import WordLevel
    from tokenizers.normalizers import Replace
    from tokenizers.pre_tokenizers import WhitespaceSplit

    pad, unknown, mask = SPECIAL
    known = {word: number for number, word in enumerate(vocabulary.words)}
    made = Tokenizer(WordLevel(known, unk_token=unknown))
    made.normalizer = Replace(Regex(r"\d"), "0")
    made.pre_tokenizer = WhitespaceSplit()
    return PreTrainedTokenizerFast(tokenizer_object=made, pad_token=pad, unk_token=unknown, mask_token=mask)
