"""Writes test/reference/identify.jsonl (run from the repository's root).

Arrays X and what functions of frameworks make of them, written from their definitions with NumPy and
SciPy, in float64, in float32, and rounded to 4 digits. `words` is what actfn calls the function.
"""

import json

import numpy as np
from scipy import special

rng = np.random.default_rng(10)
sigmoid = special.expit


def softmax(x, dim, t=1.0):
    return special.softmax(x / t, axis=dim)


def log_softmax(x, dim, t=1.0):
    return special.log_softmax(x / t, axis=dim)


def gelu_tanh(x):
    return x / 2 * (1 + np.tanh(np.sqrt(2 / np.pi) * (x + 0.044715 * x**3)))


def sparsemax(x):
    z = np.sort(x, axis=-1)[..., ::-1]
    k = np.arange(1, x.shape[-1] + 1)
    support = (1 + k * z > np.cumsum(z, -1)).sum(-1, keepdims=True)
    tau = (np.take_along_axis(np.cumsum(z, -1), support - 1, -1) - 1) / support
    return np.maximum(x - tau, 0)


def entropy(x):
    return special.entr(softmax(x, -1)).sum(-1)


SELU = (1.6732632423543772848170429916717, 1.0507009873554804934193349852946)
FUNCTIONS = {
    "sigmoid": sigmoid,
    "tanh": np.tanh,
    "relu": lambda x: np.maximum(x, 0),
    "relu6": lambda x: np.clip(x, 0, 6),
    "leaky-relu": lambda x: np.where(x > 0, x, 0.01 * x),
    "leaky-relu --like keras": lambda x: np.where(x > 0, x, 0.2 * x),
    "leaky-relu --negative-slope 0.1": lambda x: np.where(x > 0, x, 0.1 * x),
    "elu": lambda x: np.where(x > 0, x, np.expm1(x)),
    "elu --alpha 0.5": lambda x: np.where(x > 0, x, 0.5 * np.expm1(x)),
    "selu": lambda x: SELU[1] * np.where(x > 0, x, SELU[0] * np.expm1(x)),
    "celu --alpha 2": lambda x: np.where(x > 0, x, 2 * np.expm1(x / 2)),
    "gelu": lambda x: x * special.ndtr(x),
    "gelu-tanh": gelu_tanh,
    "quick-gelu": lambda x: x * sigmoid(1.702 * x),
    "silu": lambda x: x * sigmoid(x),
    "mish": lambda x: x * np.tanh(np.log1p(np.exp(x))),
    "softplus": lambda x: np.log1p(np.exp(x)),
    "softsign": lambda x: x / (1 + np.abs(x)),
    "hardtanh": lambda x: np.clip(x, -1, 1),
    "hardsigmoid": lambda x: np.clip(x / 6 + 0.5, 0, 1),
    "hardsigmoid --like onnx": lambda x: np.clip(0.2 * x + 0.5, 0, 1),
    "hardswish": lambda x: x * np.clip(x + 3, 0, 6) / 6,
    "hardshrink": lambda x: np.where(np.abs(x) > 0.5, x, 0),
    "softshrink": lambda x: np.sign(x) * np.maximum(np.abs(x) - 0.5, 0),
    "softshrink --lambd 0.2": lambda x: np.sign(x) * np.maximum(np.abs(x) - 0.2, 0),
    "tanhshrink": lambda x: x - np.tanh(x),
    "logsigmoid": lambda x: -np.log1p(np.exp(-x)),
    "squareplus": lambda x: (x + np.sqrt(x**2 + 4)) / 2,
    "exp": np.exp,
    "identity": lambda x: x,
    "step": lambda x: (x > 0).astype(float),
    "tanh --derivative": lambda x: 1 - np.tanh(x) ** 2,
    "sigmoid --derivative": lambda x: sigmoid(x) * (1 - sigmoid(x)),
    "silu --derivative": lambda x: sigmoid(x) * (1 + x * (1 - sigmoid(x))),
    "softmax --dim 0": lambda x: softmax(x, 0),
    "softmax --dim 1": lambda x: softmax(x, 1),
    "softmax --dim 1 --temperature 0.7": lambda x: softmax(x, 1, 0.7),
    "softmax --dim 0 --temperature 2.5": lambda x: softmax(x, 0, 2.5),
    "log-softmax --dim 1": lambda x: log_softmax(x, 1),
    "log-softmax --dim 1 --temperature 8": lambda x: log_softmax(x, 1, 8),
    "softmin --dim 1": lambda x: softmax(-x, 1),
    "sparsemax --dim 1": sparsemax,
    "logsumexp --dim 1": lambda x: special.logsumexp(x, axis=1),
    "logsumexp --dim 0": lambda x: special.logsumexp(x, axis=0),
    "logsumexp --keepdim --dim 1": lambda x: special.logsumexp(x, axis=1, keepdims=True),
    "argmax --dim 1": lambda x: x.argmax(1).astype(float),
    "entropy --dim 1": entropy,
    "topk --k 2 --dim 1": lambda x: -np.sort(-x, axis=1)[:, :2],
    "glu --dim 1": lambda x: x[:, :2] * sigmoid(x[:, 2:]),
}


def main():
    lines = []
    for words, f in FUNCTIONS.items():
        x = rng.normal(scale=3, size=(6, 4)) + (1 if words == "relu6" else 0)
        if words == "relu6":
            x[0, 0] = 7.5
        single = x.astype("f4")
        forms = {"float64": (x, f(x)), "float32": (single, f(single.astype("f8")).astype("f4"))}
        forms["printed"] = (x.round(4), f(x).round(4))
        for form, (a, b) in forms.items():
            row = {"words": words, "form": form, "x": a.tolist(), "y": b.tolist()}
            lines.append(json.dumps(row))
    x = rng.normal(size=(2, 3, 4))
    for dim in range(3):
        row = {"words": f"softmax --dim {dim}", "form": "float64", "x": x.tolist(), "y": softmax(x, dim).tolist()}
        lines.append(json.dumps(row))
    with open("test/reference/identify.jsonl", "w", encoding="utf-8") as f:
        f.write("\n".join(lines) + "\n")


main()
