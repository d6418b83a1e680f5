import { expect, test } from "vitest";
import { refuseForeign } from "../../src/format/foreign.js";
import { bytesOf, mistake } from "./support.js";

const pickle = /^a pickle is a program and is not run: convert it with python -c "import numpy, torch; .*torch\.load/;

test.each<[Uint8Array | string, RegExp]>([
  [Uint8Array.of(0x80, 2), pickle],
  [Uint8Array.of(0x80, 3), pickle],
  [Uint8Array.of(0x80, 4), pickle],
  [Uint8Array.of(0x80, 5), pickle],
  [Uint8Array.of(0x89, 0x48, 0x44, 0x46), /^an HDF5 file is not read: .*h5py\.File\(FILE\)\[NAME\]/],
  ["PAR1", /^a parquet file is not read: pandas\.read_parquet/],
  ["ARROW1", /^an arrow file is not read: pandas\.read_feather/],
  ["MATLAB 5.0 MAT-file", /^a mat file is not read: .*scipy\.io\.loadmat/],
  [Uint8Array.of(0xfd, 0x37, 0x7a, 0x58, 0x5a), /^the input is xz-compressed: unpack it first, as with xz -dc$/],
  [Uint8Array.of(0x28, 0xb5, 0x2f, 0xfd), /^the input is zstd-compressed: .*zstd -dc$/],
  ["BZh9", /^the input is bzip2-compressed: .*bzip2 -dc$/],
  ["%PDF-1.7", /^a PDF is not numbers$/],
  [Uint8Array.of(0x89, 0x50, 0x4e, 0x47), /^an image is not numbers$/],
])("%s is refused with what to do", (bytes, message) => {
  expect(mistake(() => refuseForeign(bytesOf(bytes)))).toMatch(message);
});

test.each([
  [Uint8Array.of(0x80, 6)],
  [Uint8Array.of(0xfd, 0x31)],
  [Uint8Array.of(0x89, 0x48)],
  ["PAR2"],
  ["MATLAB"],
  [""],
])("%s passes", (bytes) => {
  expect(() => refuseForeign(bytesOf(bytes))).not.toThrow();
});
