"""Writes test/reference/why.jsonl (run from the repository's root).

Losses that were computed wrongly, each in one of the ways of practice or two of them, with NumPy and
SciPy from the definitions. `causes` is what went wrong in actfn's words, `loss` the number as it was
printed: with all digits, and with six.
"""

import json

import numpy as np
from scipy import special

rng = np.random.default_rng(231)
N, C = 8, 5
LOW, HIGH = float(np.float32(1e-7)), float(np.float32(1 - 1e-7))
LINES = []


def softmax(x, dim=1):
    return special.softmax(x, axis=dim)


def log_softmax(x, dim=1):
    return special.log_softmax(x, axis=dim)


def pick(table, target, dim=1):
    index = np.expand_dims(np.asarray(target), dim)
    return np.take_along_axis(table, index, dim).squeeze(dim)


def clip(p):
    return np.clip(p, LOW, HIGH)


def bce(p, t):
    with np.errstate(divide="ignore"):
        return -(t * np.maximum(np.log(p), -100) + (1 - t) * np.maximum(np.log1p(-p), -100))


def smooth(lp, t, s):
    return -(1 - s) * pick(lp, t) - s * lp.mean(1)


def add(causes, loss, scores, target, **options):
    for text in (repr(float(loss)), f"{loss:.6g}"):
        row = {"causes": causes, "loss": text, "scores": np.asarray(scores).tolist()}
        LINES.append(json.dumps({**row, "target": np.asarray(target).tolist(), "options": options}))


SUM = "sum in place of mean"
TWICE = "softmax applied twice"
MISSING = "the log is missing: -p of the softmax"
BASE2 = "logarithms to base 2"
CLIPPED = "probabilities clipped to 1e-7 and 1 - 1e-7, as in Keras"
NEXT = "targets shifted by one: each row meets the next one's"
BEFORE = "targets shifted by one: each row meets the one before"
FROM1 = "targets counted from 1"
UNEVEN = "divided by the number of targets, not by their weights"


def logits():
    x = rng.normal(scale=2, size=(N, C)).round(4)
    t = np.array([0, 4, 2, 2, 1, 3, 0, 1])
    lp, p = log_softmax(x), softmax(x)
    nll = -pick(lp, t)
    add([], nll.mean(), x, t)
    add([SUM], nll.sum(), x, t)
    add([BASE2], nll.mean() / np.log(2), x, t)
    add(["logarithms to base 10"], nll.mean() / np.log(10), x, t)
    add([MISSING], -pick(p, t).mean(), x, t)
    add([TWICE], -pick(log_softmax(p), t).mean(), x, t)
    add(["neither softmax nor log: -x"], -pick(x, t).mean(), x, t)
    add(["sigmoid in place of softmax"], np.log1p(np.exp(-pick(x, t))).mean(), x, t)
    add(["scores taken for probabilities: -log x"], -np.log(np.abs(pick(x, t))).mean(), np.abs(x), t)
    add([FROM1], nll.mean(), x, t + 1)
    add([NEXT], -pick(lp[:-1], t[1:]).mean(), x, t)
    add([BEFORE], -pick(lp[1:], t[:-1]).mean(), x, t)
    add(["target 0 ignored"], nll[t != 0].mean(), x, t)
    add(["target 4 ignored"], nll[t != 4].mean(), x, t)
    add(["softmax over dim 0 in place of 1"], -pick(log_softmax(x, 0), t).mean(), x, t)
    add(["divided by the number of scores, not of targets"], nll.sum() / (N * C), x, t)
    for s in (0.1, 0.05, 0.237):
        add([f"label smoothing {s}"], smooth(lp, t, s).mean(), x, t)
    for temperature in (2, 0.7, 1.37):
        add([f"temperature {temperature}"], -pick(log_softmax(x / temperature), t).mean(), x, t)
    few = np.minimum(t, 3)
    add(["targets one too small"], -pick(lp, few + 1).mean(), x, few)
    square = x[:C]
    add(["classes along dim 0: the scores are transposed"], -pick(log_softmax(square.T), t[:C]).mean(), square, t[:C])
    far = x.copy()
    far[0, 1] = 40
    add([CLIPPED], -pick(np.log(clip(softmax(far))), t).mean(), far, t)
    padded = np.where(t == 1, -1, t)
    add(["target -1 ignored"], nll[t != 1].mean(), x, padded)
    pairs = [
        ([SUM, TWICE], -pick(log_softmax(p), t).sum()),
        ([SUM, MISSING], -pick(p, t).sum()),
        ([TWICE, BASE2], -pick(log_softmax(p), t).mean() / np.log(2)),
        ([SUM, NEXT], -pick(lp[:-1], t[1:]).sum()),
        ([BASE2, BEFORE], -pick(lp[1:], t[:-1]).mean() / np.log(2)),
        ([SUM, "label smoothing 0.1"], smooth(lp, t, 0.1).sum()),
        ([SUM, "temperature 2"], -pick(log_softmax(x / 2), t).sum()),
        ([TWICE, "label smoothing 0.1"], smooth(log_softmax(p), t, 0.1).mean()),
        (["target 0 ignored", TWICE], -pick(log_softmax(p), t)[t != 0].mean()),
        ([SUM, "softmax over dim 0 in place of 1"], -pick(log_softmax(x, 0), t).sum()),
    ]
    for causes, loss in pairs:
        add(causes, loss, x, t)
    add([FROM1, SUM], nll.sum(), x, t + 1)
    w = np.array([1, 2, 0.5, 3, 1.5])
    weighed = nll * w[t]
    options = {"weight": w.tolist()}
    add([], weighed.sum() / w[t].sum(), x, t, **options)
    add([UNEVEN], weighed.mean(), x, t, **options)
    add(["weights left out"], nll.mean(), x, t, **options)
    add([SUM, "weights left out"], nll.sum(), x, t, **options)
    add(["target 2 not ignored"], nll.mean(), x, t, ignore_index=2)
    add(["ignored targets count in the mean"], nll[t != 2].sum() / N, x, t, ignore_index=2)


def probabilities():
    p = softmax(rng.normal(scale=2, size=(N, C)))
    t = np.array([0, 4, 2, 2, 1, 3, 0, 1])
    add([], -np.log(pick(p, t)).mean(), p, t)
    add(["the log of the softmax of probabilities: they were taken for logits"], -pick(log_softmax(p), t).mean(), p, t)
    add(["the log is missing: -p"], -pick(p, t).mean(), p, t)
    add([SUM, "the log is missing: -p"], -pick(p, t).sum(), p, t)
    add(["softmax applied twice to probabilities"], -pick(log_softmax(softmax(p)), t).mean(), p, t)
    sure = p.copy()
    sure[0] = [0, 1, 0, 0, 0]
    add([CLIPPED], -np.log(clip(pick(sure, t))).mean(), sure, t)
    add([SUM, CLIPPED], -np.log(clip(pick(sure, t))).sum(), sure, t)
    lp = np.log(p)
    add([], -pick(lp, t).mean(), lp, t)
    add(["the log is missing: -p"], -pick(p, t).mean(), lp, t)
    add(["softmax applied twice: probabilities were taken for logits"], -pick(log_softmax(p), t).mean(), lp, t)
    add([BASE2], -pick(lp, t).mean() / np.log(2), lp, t)


def more_dims():
    x = rng.normal(scale=2, size=(3, C, 4)).round(4)
    t = rng.integers(0, C, size=(3, 4))
    nll = -pick(log_softmax(x), t)
    add([], nll.mean(), x, t)
    add(["summed over all but the first dim"], nll.sum() / 3, x, t)
    add(["softmax over dim 2 in place of 1"], -pick(log_softmax(x, 2), t).mean(), x, t)
    last = np.moveaxis(x, 1, 2)
    add([], nll.mean(), last, t)
    add([SUM], nll.sum(), last, t)
    add(["softmax over dim 1 in place of 2"], -pick(log_softmax(last, 1), t, 2).mean(), last, t)
    add([NEXT], -pick(log_softmax(x)[:, :, :-1], t[:, 1:]).mean(), x, t)
    one = rng.normal(size=C)
    add([], -log_softmax(one, 0)[2], one, 2)
    add([TWICE], -log_softmax(softmax(one, 0), 0)[2], one, 2)


def soft():
    x = rng.normal(scale=2, size=(N, C)).round(4)
    t = np.eye(C)[[0, 4, 2, 2, 1, 3, 0, 1]]
    add([], -(t * log_softmax(x)).sum(1).mean(), x, t)
    add(["binary cross-entropy of every class"], bce(special.expit(x), t).mean(), x, t)
    add([TWICE], -(t * log_softmax(softmax(x))).sum(1).mean(), x, t)
    p = softmax(x)
    add(["binary cross-entropy of every class"], bce(p, t).mean(), p, t)
    add(["the log is missing: -p"], -(t * p).sum(1).mean(), p, t)


def yes_or_no():
    p = rng.uniform(size=(6, 2)).round(4)
    t = np.array([[0, 1], [1, 1], [1, 0], [0, 0], [1, 0], [1, 1]])
    add([], bce(p, t).mean(), p, t)
    add([SUM], bce(p, t).sum(), p, t)
    add([BASE2], bce(p, t).mean() / np.log(2), p, t)
    add(["summed over all but the first dim"], bce(p, t).sum() / 6, p, t)
    add(["yes and no swapped"], bce(p, 1 - t).mean(), p, t)
    add(["sigmoid of probabilities: they were taken for logits"], bce(special.expit(p), t).mean(), p, t)
    add(["label smoothing 0.1"], bce(p, 0.9 * t + 0.05).mean(), p, t)
    sure = p.copy()
    sure[0] = [1, 0]
    add([], bce(sure, t).mean(), sure, t)
    add([CLIPPED], bce(clip(sure), t).mean(), sure, t)
    add([SUM, CLIPPED], bce(clip(sure), t).sum(), sure, t)
    x = rng.normal(scale=2, size=6).round(4)
    yes = np.array([0, 1, 1, 0, 1, 1])
    add([], bce(special.expit(x), yes).mean(), x, yes)
    add(["sigmoid applied twice"], bce(special.expit(special.expit(x)), yes).mean(), x, yes)
    add([SUM, "sigmoid applied twice"], bce(special.expit(special.expit(x)), yes).sum(), x, yes)


for family in (logits, probabilities, more_dims, soft, yes_or_no):
    family()
with open("test/reference/why.jsonl", "w", encoding="utf-8") as f:
    f.write("\n".join(LINES) + "\n")
