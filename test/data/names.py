"""Writes names.npz and names.safetensors: arrays whose names are traps, for test/cases/formats."""
import io, json, struct, zipfile
import numpy as np

NAMES = ["../../etc/passwd", "__proto__", "constructor", "a\x1b[31m\x9b\u202e"]
arrays = {name: np.array([1.0, i]) for i, name in enumerate(NAMES)}
with zipfile.ZipFile("names.npz", "w") as archive:
    for name, array in arrays.items():
        file = io.BytesIO()
        np.save(file, array)
        archive.writestr(zipfile.ZipInfo(name + ".npy"), file.getvalue())
entry = lambda i: {"dtype": "F64", "shape": [2], "data_offsets": [16 * i, 16 * i + 16]}
header = json.dumps({name: entry(i) for i, name in enumerate(arrays)}).encode()
with open("names.safetensors", "wb") as file:
    file.write(struct.pack("<Q", len(header)) + header + b"".join(array.tobytes() for array in arrays.values()))
