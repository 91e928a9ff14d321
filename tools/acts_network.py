"""The network of the classifier of acts: MiniLM with marked actors, its training, averaging, and export to 8-bit ONNX.

The embeddings and the two bottom layers stay as they are. The scores come from the states of three places: the mark before
the source, the mark before the target, and the words that tell of the act, which the network learns to find itself.
"""

from __future__ import annotations

import json
import math
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import numpy as np
import onnx
import torch
from acts_examples import NONE, Example
from numpy.typing import NDArray
from onnxruntime.quantization import QuantType, quantize_dynamic
from safetensors.torch import load as load_tensors
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn import functional

from peyvand.reading.done.classifier import CLASSES
from peyvand.reading.done.marking import LONGEST, SOURCE, SOURCE_END, TARGET, TARGET_END, Span, marked, window

WIDTH, HEADS, LAYERS, INNER, WORDS = 384, 12, 6, 1536, 30522
FROZEN = 2  # bottom layers; 0 and 3 weren't tried
BATCH = 48
MASK, FIRST_WORD = 103, 999  # word pieces below are marks and signs
_MASKED = 0.06  # of the words, hidden in training
_NO_SOURCE, _NO_TARGET = 0.05, 0.12  # of the sentences, shown without the mark: candidates may lack one
_SMOOTHING = 0.1
_TRIGGER = 0.5  # weight of finding the words that tell of the act
_HEAD_RATE, _DECAY = 1e-3, 0.9  # learning rate of the new parts; what a layer's is multiplied by for each layer above it
_MARKS = {SOURCE: ("source", "@"), SOURCE_END: ("@",), TARGET: ("target", "#"), TARGET_END: ("#",)}  # the words they begin as
_NAMES = {
    "query": "attention.self.query",
    "key": "attention.self.key",
    "value": "attention.self.value",
    "mixed": "attention.output.dense",
    "first_norm": "attention.output.LayerNorm",
    "wider": "intermediate.dense",
    "narrower": "output.dense",
    "second_norm": "output.LayerNorm",
}


class Layer(nn.Module):
    """One layer of the encoder."""

    def __init__(self) -> None:
        super().__init__()
        self.query, self.key, self.value, self.mixed = (nn.Linear(WIDTH, WIDTH) for _ in range(4))
        self.wider, self.narrower = nn.Linear(WIDTH, INNER), nn.Linear(INNER, WIDTH)
        self.first_norm, self.second_norm = nn.LayerNorm(WIDTH, 1e-12), nn.LayerNorm(WIDTH, 1e-12)

    def forward(self, states: Tensor, bias: Tensor) -> Tensor:
        """The states after this layer."""
        rows, length, _ = states.shape
        query, key, value = (
            part(states).view(rows, length, HEADS, WIDTH // HEADS).transpose(1, 2) for part in (self.query, self.key, self.value)
        )
        looks = torch.softmax(query @ key.transpose(-1, -2) / math.sqrt(WIDTH // HEADS) + bias, -1)
        seen = (looks @ value).transpose(1, 2).reshape(rows, length, WIDTH)
        states = self.first_norm(states + self.mixed(seen))
        return self.second_norm(states + self.narrower(functional.gelu(self.wider(states))))


class Network(nn.Module):
    """The encoder with its head."""

    def __init__(self) -> None:
        super().__init__()
        self.words, self.places = nn.Embedding(WORDS, WIDTH), nn.Embedding(LONGEST, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, 1e-12)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))
        self.trigger, self.drop = nn.Linear(WIDTH, 1), nn.Dropout(0.2)
        self.joined, self.out = nn.Linear(3 * WIDTH, WIDTH), nn.Linear(WIDTH, len(CLASSES))
        for part in (self.words, self.places, self.norm, *self.layers[:FROZEN]):
            part.requires_grad_(requires_grad=False)

    def forward(self, ids: Tensor) -> tuple[Tensor, Tensor]:
        """The scores of the classes before they become probabilities, and how far each word tells of the act."""
        absent = (ids == 0).to(self.norm.weight.dtype) * -1e4
        with torch.no_grad():
            states = self.norm(self.words(ids) + self.places.weight[: ids.shape[1]])
            for layer in self.layers[:FROZEN]:
                states = layer(states, absent[:, None, None, :])
        for layer in self.layers[FROZEN:]:
            states = layer(states, absent[:, None, None, :])
        telling = torch.softmax(self.trigger(states).squeeze(-1) + absent, -1)
        weights = [(ids == mark).to(states.dtype)[:, :, None] for mark in (SOURCE, TARGET)] + [telling[:, :, None]]
        joined = torch.cat([(states * weight).sum(1) for weight in weights], -1)
        return self.out(self.drop(torch.tanh(self.joined(self.drop(joined))))), telling


class Exported(nn.Module):
    """What is shipped: word pieces in, probabilities out."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network

    def forward(self, ids: Tensor) -> Tensor:
        """The probabilities of the classes."""
        return torch.softmax(self.network(ids)[0], -1)


class WordPieces:
    """Makes rows of word pieces, with marks, of examples."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        self.tokenizer = tokenizer

    def row(self, example: Example, *, source: bool = True, target: bool = True) -> tuple[list[int], list[bool]]:
        """The word pieces of an example, and which of them tell of the act."""
        spans = (example.source if source else None, example.target if target else None)
        text, one, other = window((example.text, *spans))
        pieces = self.tokenizer.encode(text, add_special_tokens=False)
        ids = marked(pieces.ids, pieces.offsets, one, other)
        telling = _within(pieces.offsets, example.trigger) if len(text) == len(example.text) else []
        flags, at = [False] * len(ids), 0
        if len(pieces.ids) + 6 <= LONGEST:
            for place, piece in enumerate(ids[1:-1], 1):
                if piece not in _MARKS:
                    flags[place] = at in telling
                    at += 1
        return ids, flags


def _within(offsets: Sequence[Span], span: Span | None) -> Sequence[int]:
    return [at for at, (start, end) in enumerate(offsets) if span and start < span[1] and end > span[0]]


def base() -> tuple[Network, WordPieces, str]:
    """The network as MiniLM's package has it, with a new head; its word pieces, and their file."""
    import all_minilm_l6_v2

    with zipfile.ZipFile(all_minilm_l6_v2.get_model_zip_path()) as archive:
        tensors = load_tensors(archive.read("model.safetensors"))
        settings = json.loads(archive.read("tokenizer.json"))
    settings |= {"padding": None, "truncation": None}
    file = json.dumps(settings, ensure_ascii=False, separators=(",", ":"))
    pieces = WordPieces(Tokenizer.from_str(file))
    network = Network()
    state = network.state_dict()
    words = tensors["embeddings.word_embeddings.weight"].clone()
    for mark, begins in _MARKS.items():
        words[mark] = torch.stack([words[pieces.tokenizer.token_to_id(word)] for word in begins]).mean(0)
    state["words.weight"] = words + tensors["embeddings.token_type_embeddings.weight"][0]
    state["places.weight"] = tensors["embeddings.position_embeddings.weight"][:LONGEST]
    for kind in ("weight", "bias"):
        state[f"norm.{kind}"] = tensors[f"embeddings.LayerNorm.{kind}"]
        for layer in range(LAYERS):
            for ours, theirs in _NAMES.items():
                state[f"layers.{layer}.{ours}.{kind}"] = tensors[f"encoder.layer.{layer}.{theirs}.{kind}"]
    network.load_state_dict(state)
    return network, pieces, file


def train(
    network: Network, pieces: WordPieces, passes: Sequence[Sequence[Example]], rate: float, seed: int, note: Callable[[str], None]
) -> None:
    """Train a network on passes of examples; the learning rate rises for a tenth of the time, then falls to nothing."""
    random = Random(seed)
    torch.manual_seed(seed)
    layers = [
        {"params": list(layer.parameters()), "lr": rate * _DECAY ** (LAYERS - 1 - at)} for at, layer in enumerate(network.layers)
    ]
    head = [value for part in (network.trigger, network.joined, network.out) for value in part.parameters()]
    optimizer = torch.optim.AdamW([*layers[FROZEN:], {"params": head, "lr": _HEAD_RATE}], weight_decay=0.01)
    steps = sum(math.ceil(len(one) / BATCH) for one in passes)
    pace = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min(1.0, 10 * (step + 1) / steps) * max(0.0, 1 - step / steps)
    )
    network.train()
    for number, examples in enumerate(passes, 1):
        total, batches = 0.0, _batches(examples, pieces, random)
        for rows, labels, weights in batches:
            loss = _loss(network, rows, labels, weights)
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimizer.step()
            pace.step()
            total += loss.item()
        note(f"  pass {number} of {len(passes)}: loss {total / len(batches):.3f}")


_Batch = tuple[list[tuple[list[int], list[bool]]], list[int], list[float]]


def _batches(examples: Sequence[Example], pieces: WordPieces, random: Random) -> list[_Batch]:
    """The examples in batches of about one length, in any order."""
    rows = []
    for example in examples:
        shown = {"source": random.random() >= _NO_SOURCE, "target": random.random() >= _NO_TARGET}
        rows.append((pieces.row(example, **shown), example.label, example.weight))
    rows.sort(key=lambda row: len(row[0][0]) + 12 * random.random())
    cut = [rows[start : start + BATCH] for start in range(0, len(rows), BATCH)]
    random.shuffle(cut)
    return [([row for row, _, _ in some], [label for _, label, _ in some], [weight for _, _, weight in some]) for some in cut]


def _loss(network: Network, rows: list[tuple[list[int], list[bool]]], labels: list[int], weights: list[float]) -> Tensor:
    """How far the answers are off, and the words that the network takes to tell of the act."""
    length = max(len(ids) for ids, _ in rows)
    ids = torch.tensor([ids + [0] * (length - len(ids)) for ids, _ in rows])
    flags = torch.tensor([[*flags, *([False] * (length - len(flags)))] for _, flags in rows])
    hidden = (torch.rand(ids.shape) < _MASKED) & (ids >= FIRST_WORD)
    with torch.autocast("cpu", torch.bfloat16):
        scores, telling = network(torch.where(hidden, MASK, ids))
    truth = torch.tensor(labels)
    loss = functional.cross_entropy(scores.float(), truth, label_smoothing=_SMOOTHING, reduction="none")
    total = (loss * torch.tensor(weights)).mean()
    known = flags.any(1) & (truth != NONE)
    if bool(known.any()):
        found = (telling.float() * flags).sum(1)[known]
        total = total - _TRIGGER * torch.log(found + 1e-6).mean()
    return total


def average(states: Sequence[dict[str, Tensor]]) -> dict[str, Tensor]:
    """The mean of networks that were trained from the same beginning: as good as asking them all, at the price of one."""
    return {name: torch.stack([state[name].float() for state in states]).mean(0) for name in states[0]}


def predict(network: Network, pieces: WordPieces, examples: Sequence[Example]) -> NDArray[np.float32]:
    """The probabilities of the classes, a row an example."""
    network.eval()
    with torch.no_grad():
        rows = [Exported(network)(torch.tensor([pieces.row(example)[0]]))[0] for example in examples]
    return np.asarray(torch.stack(rows).numpy(), dtype=np.float32)


def export(network: Network) -> bytes:
    """The network as ONNX, its weights in 8 bits; 7 of them are used, so that processors without VNNI reckon the same."""
    network.eval()
    with TemporaryDirectory() as folder:
        full, small = Path(folder) / "full.onnx", Path(folder) / "small.onnx"
        sample = torch.full((2, 17), FIRST_WORD)
        axes = {"ids": {0: "rows", 1: "pieces"}, "probabilities": {0: "rows"}}
        torch.onnx.export(
            Exported(network),
            (sample,),
            full,
            input_names=["ids"],
            output_names=["probabilities"],
            dynamic_axes=axes,
            opset_version=17,
            dynamo=False,
        )
        quantize_dynamic(full, small, weight_type=QuantType.QInt8, per_channel=True, reduce_range=True)
        model = onnx.load(small)
        onnx.checker.check_model(model)
        return small.read_bytes()
