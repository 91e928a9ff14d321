"""The classifier of acts: both of its models, and what they promise whoever asks them."""

import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

import peyvand.reading.done.classifier as module
from peyvand.errors import DamagedWeights
from peyvand.model import Plover
from peyvand.reading.done.classifier import CLASSES, Classifier
from peyvand.reading.done.marking import LONGEST, Candidate, marked, window

WEIGHTS = Path(module.__file__).parents[1] / "weights"


def between(text: str, source: str | None, target: str | None) -> Candidate:
    """A candidate, its actors named by their words."""
    spans = [(text.index(name), text.index(name) + len(name)) if name else None for name in (source, target)]
    return text, spans[0], spans[1]


ACTS = [
    (
        between("Police in Zenda arrested two journalists.", "Police in Zenda", "two journalists"),
        "COERCE",
    ),
    (
        between("Ruritania's jets bombed the port of Strelsau.", "Ruritania's jets", "the port of Strelsau"),
        "ASSAULT",
    ),
    (
        between("Prince Michael met the king of Sylvania in Zenda.", "Prince Michael", "the king of Sylvania"),
        "CONSULT",
    ),
    (between("Sylvania accused Ruritania of spying on its embassy.", "Sylvania", "Ruritania"), "ACCUSE"),
    (between("Ruritania rejected a proposal by Sylvania to reopen the talks.", "Ruritania", "Sylvania"), "REJECT"),
    (between("Sylvania sent food and medicine to flood victims in Ruritania.", "Sylvania", "flood victims in Ruritania"), "AID"),
    (between("Students demonstrated against the Sylvanian government.", "Students", "the Sylvanian government"), "PROTEST"),
    (between("Sylvania and Ruritania signed a treaty of friendship.", "Sylvania", "Ruritania"), "SUPPORT"),
    (between("Sylvania threatened to attack Ruritania.", "Sylvania", "Ruritania"), "THREATEN"),
]
NO_ACTS = [
    between("Ruritania is larger than Sylvania and has twice as many lakes.", "Ruritania", "Sylvania"),
    between("The border between Ruritania and Sylvania is 300 kilometres long.", "Ruritania", "Sylvania"),
]
ODD: list[Candidate] = [
    ("", None, None),
    ("", (0, 5), (3, 9)),
    ("   ", (0, 1), None),
    ("Zenda", (0, 5), (0, 5)),
    ("Zenda thanked Strelsau.", (-4, 5), (14, 900)),
    ("Zenda thanked Strelsau.", (9, 3), (40, 50)),
    ("[CLS] Zenda [SEP] thanked [unused1] Strelsau [PAD] [MASK]", (6, 11), (36, 44)),
    ("ایران و ژاپن 日本とイラン 🕊️ \u0000 \ud800", (0, 5), (8, 12)),
    ("word " * 20_000, (0, 4), (99_990, 99_994)),
    ("x" * 50_000, (10, 20), None),
]


@pytest.fixture(scope="module", params=[False, True], ids=["onnx", "linear"])
def classifier(request: pytest.FixtureRequest) -> Classifier:
    """Either model."""
    if not request.param:
        pytest.importorskip("onnxruntime")
    return Classifier.load(plain=request.param)


def test_what_it_holds_is_told() -> None:
    """The linear model is had where it is asked for, the network where its packages are installed."""
    pytest.importorskip("onnxruntime")
    assert Classifier.load().kind == "onnx"
    assert Classifier.load(plain=True).kind == "linear"


def test_probabilities(classifier: Classifier) -> None:
    """Each row has a probability for every class, and they sum to one."""
    scores = classifier.scores([candidate for candidate, _ in ACTS] + NO_ACTS + ODD)
    assert scores.shape == (len(ACTS) + len(NO_ACTS) + len(ODD), len(CLASSES))
    assert np.all(scores >= 0)
    assert np.allclose(scores.sum(axis=1), 1, atol=1e-4)


def test_nothing_asked(classifier: Classifier) -> None:
    """No candidates, no scores."""
    assert classifier.scores([]).shape == (0, len(CLASSES))


def test_neighbours_do_not_matter(classifier: Classifier) -> None:
    """A candidate's scores are the same alone, in a batch and in any order."""
    batch = [candidate for candidate, _ in ACTS] + NO_ACTS + ODD
    together = classifier.scores(batch)
    assert np.array_equal(together, classifier.scores(batch[::-1])[::-1])
    assert np.array_equal(together, np.concatenate([classifier.scores([one]) for one in batch]))


def test_plain_acts(classifier: Classifier) -> None:
    """What any reader would see at once."""
    scores = classifier.scores([candidate for candidate, _ in ACTS])[:, :-1]
    answers = [list(Plover)[int(row)] for row in scores.argmax(axis=1)]
    assert answers == [Plover(name) for _, name in ACTS]


def test_no_acts(classifier: Classifier) -> None:
    """A state of affairs is no act."""
    assert [CLASSES[int(row)] for row in classifier.scores(NO_ACTS).argmax(axis=1)] == [None, None]


def test_the_marks_matter() -> None:
    """Of two acts in a sentence, the one between the marked actors is told."""
    pytest.importorskip("onnxruntime")
    text = "Ruritania bombed Sylvania on Monday, and Zenda thanked Strelsau for its good wishes."
    scores = Classifier.load().scores([between(text, "Ruritania", "Sylvania"), between(text, "Zenda", "Strelsau")])
    assert [CLASSES[int(row)] for row in scores.argmax(axis=1)] == [Plover.ASSAULT, Plover.SUPPORT]


def test_a_missing_side(classifier: Classifier) -> None:
    """An act whose other side isn't named is told all the same."""
    text = "Police in Zenda arrested eleven people on Monday."
    scores = classifier.scores([between(text, "Police in Zenda", None), between(text, None, "eleven people")])
    assert [CLASSES[int(row)] for row in scores[:, :-1].argmax(axis=1)] == [Plover.COERCE] * 2


def test_far_apart_from_the_rest(classifier: Classifier) -> None:
    """In a long passage the words around the actors count, wherever they stand."""
    around = "The weather was mild and the shops were open until late in the evening. " * 60
    text = around + "Ruritania's army shelled the Sylvanian village of Hof at dawn. " + around
    scores = classifier.scores([between(text, "Ruritania's army", "the Sylvanian village of Hof")])
    assert CLASSES[int(scores[0, :-1].argmax())] is Plover.ASSAULT


def test_a_long_text_is_cut_around_its_actors() -> None:
    """A window keeps the actors' words, and the marked row is never longer than the network takes."""
    text = "a b " * 3000 + "Zenda thanked Strelsau." + " c d" * 3000
    cut, source, target = window(between(text, "Zenda", "Strelsau"))
    assert source is not None
    assert target is not None
    assert cut[slice(*source)] == "Zenda"
    assert cut[slice(*target)] == "Strelsau"
    ids = list(range(1000, 1500))
    row = marked(ids, [(at, at + 1) for at in range(500)], (250, 252), (260, 261))
    assert len(row) <= LONGEST
    assert {1, 2, 3, 4, 1250, 1260} <= set(row)


def test_without_the_network_s_packages() -> None:
    """Where onnxruntime is missing, the linear model answers."""
    program = (
        "import sys; sys.modules['onnxruntime'] = None\n"
        "from peyvand.reading.done.classifier import Classifier\n"
        "made = Classifier.load()\n"
        "print(made.kind, made.scores([('Zenda thanked Strelsau.', (0, 5), (14, 22))]).shape)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["linear", "(1,", "17)"]


@pytest.mark.parametrize("name", ["acts.onnx", "acts.tokenizer.json", "acts.linear.npz", "acts.toml"])
@pytest.mark.parametrize("damage", ["cut", "changed", "gone"])
def test_damaged_weights(tmp_path: Path, name: str, damage: str) -> None:
    """A damaged file is refused, named, with what to do."""
    if name in {"acts.onnx", "acts.tokenizer.json"}:
        pytest.importorskip("onnxruntime")
    folder = tmp_path / "weights"
    shutil.copytree(WEIGHTS, folder)
    data = (folder / name).read_bytes()
    if damage == "gone":
        (folder / name).unlink()
    else:
        (folder / name).write_bytes(data[: len(data) // 2] if damage == "cut" else b"\x00" + data[1:])
    with pytest.raises(DamagedWeights, match=name.replace(".", r"\.")) as caught:
        Classifier.load(folder, plain="linear" in name)
    assert "Install Peyvand again" in str(caught.value)


def test_a_file_that_only_pretends(tmp_path: Path) -> None:
    """A file whose digest is on the card, but which is no model, is refused as well."""
    from hashlib import sha256

    shutil.copytree(WEIGHTS, tmp_path / "weights")
    for name in ("acts.onnx", "acts.linear.npz"):
        (tmp_path / "weights" / name).write_bytes(b"no model")
    card = (tmp_path / "weights" / "acts.toml").read_text(encoding="utf-8")
    for line in [line for line in card.splitlines() if line.startswith("sha256")]:
        card = card.replace(line, f'sha256 = "{sha256(b"no model").hexdigest()}"')
    (tmp_path / "weights" / "acts.toml").write_text(card, encoding="utf-8")
    with pytest.raises(DamagedWeights):
        Classifier.load(tmp_path / "weights", plain=True)
