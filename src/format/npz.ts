/**
 * NumPy's .npz: a zip archive of .npy files.
 *
 * @packageDocumentation
 */
import { InputError } from "../errors.js";
import { chooseEntry } from "./containers.js";
import type { Document, Entry, Format, ReadOptions } from "./document.js";
import { FROM_TORCH } from "./foreign.js";
import { readNpy, readNpyHeader } from "./npy.js";
import { quote } from "./quote.js";
import { isZip, unzip, unzipHead, type ZipEntry, zipEntries } from "./zip.js";

/** The arrays of the archive, by their names without `.npy`. */
function arrays(bytes: Uint8Array): { name: string; entry: ZipEntry }[] {
  const entries = zipEntries(bytes);
  const found = entries.filter(({ name }) => name.endsWith(".npy"));
  if (found.length === 0 && entries.some(({ name }) => name.endsWith("data.pkl"))) {
    throw new InputError(
      `a file of torch.save holds a pickle, which is a program and is not run: convert it with ${FROM_TORCH}`,
    );
  }
  if (found.length === 0) throw new InputError("no array in the zip archive");
  return found.map((entry) => ({ name: entry.name.slice(0, -".npy".length), entry }));
}

/** Runs `work`; its error says in which array the mistake is. */
function inArray<T>(name: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw error instanceof InputError ? new InputError(`${quote(name)}: ${error.message}`) : error;
  }
}

function list(bytes: Uint8Array): readonly Entry[] {
  return arrays(bytes).map(({ name, entry }) => {
    const { shape, descr } = inArray(name, () => readNpyHeader(unzipHead(bytes, entry)));
    return { name, shape, dtype: descr };
  });
}

function read(bytes: Uint8Array, { key }: ReadOptions): Document {
  const found = arrays(bytes);
  const only = found.length === 1 && key === undefined ? found[0]?.name : key;
  const { name } =
    only !== undefined && found.some((one) => one.name === only) ? { name: only } : chooseEntry(list(bytes), key);
  const { entry } = found.find((one) => one.name === name) as { entry: ZipEntry };
  return inArray(name, () => readNpy(unzip(bytes, entry)));
}

/** The npz row. */
export const npz: Format = {
  name: "npz",
  writtenAs: "npy",
  about: "NumPy arrays by name, stored or compressed",
  endings: ["npz"],
  magic: isZip,
  read,
  list,
};
