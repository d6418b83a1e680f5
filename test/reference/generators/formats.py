"""What Python and NumPy read, print and write: test/reference/format/*.

Run from the repository's root: python3 test/reference/generators/formats.py
"""

import decimal
import json
import pathlib
import random
import struct

import numpy

OUT = pathlib.Path("test/reference/format")


def bits(x):
    """A double as 16 hexadecimal digits."""
    return struct.pack(">d", x).hex()


def numbers():
    """Decimal text and the double that Python makes of it; doubles and the shortest text; rounded text."""
    rng = random.Random(1)
    texts = [
        "0", "-0", "-0.0", "1", "-1.", ".5", "-.5", "1e-3", "1E+3", "+1", "00012", "9007199254740993",
        "2.2250738585072011e-308", "2.2250738585072012e-308", "2.2250738585072014e-308", "4.9e-324", "2.4e-324",
        "2.5e-324", "1.7976931348623157e308", "1.7976931348623158e308", "1.7976931348623159e308", "1e400", "-1e400",
        "1e-400", "8.98846567431158e307", "123456789012345678901234567890", "0.1", "0.30000000000000004",
        "1.00000000000000011102230246251565", "1.00000000000000011102230246251566", "7.2057594037927933e16",
        "1" + "0" * 400 + "e-400", "0." + "0" * 400 + "1e400", "9" * 900,
    ]  # fmt: skip
    for _ in range(200):
        digits = "".join(rng.choice("0123456789") for _ in range(rng.randint(1, 25)))
        texts.append(f"{rng.choice(['', '-'])}{digits[:1]}.{digits[1:]}e{rng.randint(-330, 310)}")
    read = [[text, bits(float(text))] for text in texts]
    doubles = [struct.unpack(">d", rng.randbytes(8))[0] for _ in range(200)]
    shortest = [[bits(x), str(decimal.Decimal(repr(x)).normalize())] for x in doubles if x == x and abs(x) != float("inf")]
    context = decimal.Context(prec=800, rounding=decimal.ROUND_HALF_UP)
    fixed = []
    for x in [0.0, 1.0, -1.0, 0.5, 0.00005, 0.125, 1.005, 2.675, 1e20, 123456.789, 0.99999, -2.5, 1e-4, 9.99995]:
        for precision in range(0, 7):
            value = decimal.Decimal(x).quantize(decimal.Decimal(1).scaleb(-precision), context=context)
            if value == 0 and x != 0:
                text = f"{x:.{precision}e}"
            else:
                text = f"{value:f}"
            fixed.append([x, precision, text])
    return {"read": read, "shortest": shortest, "fixed": fixed}


def halves():
    """Every 97th float16 pattern and the numbers around the seams, with the double NumPy makes of it."""
    patterns = sorted({*range(0, 65536, 97), 1, 0x3FF, 0x400, 0x7BFF, 0x7C00, 0x8000, 0x8001, 0xFBFF, 0xFC00, 0xFFFF})
    values = numpy.array(patterns, numpy.uint16).view(numpy.float16).astype(numpy.float64)
    return [[pattern, None if value != value else bits(value)] for pattern, value in zip(patterns, values.tolist())]


def elements():
    """Every real type of NumPy in both byte orders: its bytes, and the doubles that they are."""
    rows = []
    for kind in ["f2", "f4", "f8", "i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8", "b1"]:
        if kind == "b1":
            values = numpy.array([False, True])
        elif kind[0] == "f":
            info = numpy.finfo(kind)
            values = [0.1, -2.5, -0.0, numpy.inf, -numpy.inf, info.max, info.tiny, info.smallest_subnormal]
        else:
            info = numpy.iinfo(kind)
            values = [0, 1, 77, info.min, info.max, info.max - 1, info.max // 3, info.min // 5, min(info.max, 2**53 + 1)]
        for order in "<>" if kind[1] != "1" else "|":
            array = numpy.array(values, order + kind)
            doubles = [bits(float(x)) for x in array.tolist()]
            rows.append([order + kind, array.tobytes().hex(), doubles])
    return rows


def printouts():
    """What NumPy prints, and the numbers it printed."""
    rng = numpy.random.default_rng(2)
    arrays = [
        numpy.array(0.5),
        numpy.array([]),
        numpy.zeros((0, 3)),
        numpy.array([1.0, -0.0, numpy.nan, numpy.inf, -numpy.inf]),
        numpy.array([[True, False], [False, True]]),
        numpy.arange(6).reshape(2, 3),
        numpy.arange(24.0).reshape(2, 3, 4) / 7,
        numpy.array([1e-300, 1.0, 1e300]),
        rng.normal(size=(3, 12)).astype(numpy.float32),
        rng.normal(size=40),
        numpy.array([[1.5]]),
    ]
    cases = []
    with numpy.printoptions(precision=17, floatmode="unique"):
        for array in arrays:
            values = [bits(float(x)) for x in array.astype(numpy.float64).ravel()]
            if array.dtype == numpy.float32:
                values = [bits(float(str(x))) for x in array.ravel()]
            cases.append({"text": repr(array), "shape": list(array.shape), "values": values})
            if array.size > 0:
                cases.append({"text": str(array), "shape": list(array.shape), "values": values})
        cases.append({"text": repr(list(numpy.array([0.1, 2.5]))), "shape": [2], "values": [bits(0.1), bits(2.5)]})
        cases.append({"text": repr([[1, 2.5], (3, -4)]), "shape": [2, 2], "values": [bits(x) for x in (1, 2.5, 3, -4)]})
    return cases


def containers():
    """npz archives, and a safetensors file put together from its description."""
    arrays = {
        "cube": numpy.asfortranarray(numpy.arange(24.0).reshape(2, 3, 4)),
        "single": numpy.array([0.1, -2.5], numpy.float32),
        "count": numpy.array(7, numpy.int64),
    }
    numpy.savez(OUT / "stored.npz", **arrays)
    numpy.savez_compressed(OUT / "compressed.npz", **arrays)
    numpy.savez_compressed(OUT / "one.npz", arrays["cube"])
    numpy.save(OUT / "cube-f.npy", arrays["cube"])
    tensors = {
        "f16": ("F16", numpy.array([1.5, -2.0], "<f2"), [2]),
        "bf16": ("BF16", (numpy.array([1.5, -2.0, numpy.inf], "<f4").view("<u4") >> 16).astype("<u2"), [3]),
        "f32": ("F32", numpy.array([[0.1], [0.2]], "<f4"), [2, 1]),
        "f64": ("F64", numpy.array([0.1], "<f8"), [1]),
        "i64": ("I64", numpy.array([-3, 2**62 + 1], "<i8"), [2]),
        "u8": ("U8", numpy.array(200, "<u1"), []),
        "bool": ("BOOL", numpy.array([True, False]), [2]),
        "f8": ("F8_E4M3", numpy.array([1, 2], "<u1"), [2]),
    }
    header, body = {"__metadata__": {"format": "pt"}}, b""
    for name, (dtype, array, shape) in tensors.items():
        content = array.tobytes()
        header[name] = {"dtype": dtype, "shape": shape, "data_offsets": [len(body), len(body) + len(content)]}
        body += content
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    (OUT / "types.safetensors").write_bytes(struct.pack("<Q", len(text)) + text + body)


def main():
    OUT.mkdir(parents=True, exist_ok=True)
    for name, rows in [("numbers", numbers()), ("halves", halves()), ("elements", elements()), ("printouts", printouts())]:
        (OUT / f"{name}.json").write_text(json.dumps(rows, indent=0) + "\n")
    containers()


main()
