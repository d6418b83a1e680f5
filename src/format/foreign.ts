/**
 * Files that hold arrays but are not read here, and what to do with them.
 *
 * @packageDocumentation
 */
import { InputError } from "../errors.js";

/** The one line that turns a file of PyTorch into one that is read. */
export const FROM_TORCH =
  "python -c \"import numpy, torch; numpy.save('FILE.npy', torch.load('FILE.pt').detach().float().cpu().numpy())\"";

interface Foreign {
  readonly magic: readonly number[];
  readonly message: string;
}

const ascii = (text: string): number[] => [...text].map((character) => character.charCodeAt(0));

const FOREIGN: readonly Foreign[] = [
  { magic: [0x80, 0x02], message: `a pickle is a program and is not run: convert it with ${FROM_TORCH}` },
  { magic: [0x80, 0x03], message: `a pickle is a program and is not run: convert it with ${FROM_TORCH}` },
  { magic: [0x80, 0x04], message: `a pickle is a program and is not run: convert it with ${FROM_TORCH}` },
  { magic: [0x80, 0x05], message: `a pickle is a program and is not run: convert it with ${FROM_TORCH}` },
  {
    magic: [0x89, ...ascii("HDF")],
    message: "an HDF5 file is not read: numpy.save(FILE, h5py.File(FILE)[NAME][()]) converts it",
  },
  { magic: ascii("PAR1"), message: "a parquet file is not read: pandas.read_parquet(FILE).to_csv(FILE) converts it" },
  { magic: ascii("ARROW1"), message: "an arrow file is not read: pandas.read_feather(FILE).to_csv(FILE) converts it" },
  {
    magic: ascii("MATLAB 5.0"),
    message: "a mat file is not read: numpy.save(FILE, scipy.io.loadmat(FILE)[NAME]) converts it",
  },
  { magic: [0xfd, ...ascii("7zXZ")], message: "the input is xz-compressed: unpack it first, as with xz -dc" },
  { magic: [0x28, 0xb5, 0x2f, 0xfd], message: "the input is zstd-compressed: unpack it first, as with zstd -dc" },
  { magic: ascii("BZh"), message: "the input is bzip2-compressed: unpack it first, as with bzip2 -dc" },
  { magic: ascii("%PDF"), message: "a PDF is not numbers" },
  { magic: [0x89, ...ascii("PNG")], message: "an image is not numbers" },
];

/** @throws InputError if the bytes begin as a file that is known and not read. */
export function refuseForeign(bytes: Uint8Array): void {
  const found = FOREIGN.find(({ magic }) => magic.every((byte, i) => bytes[i] === byte));
  if (found) throw new InputError(found.message);
}
