/**
 * NumPy's .npz: a zip archive of .npy files.
 *
 * @packageDocumentation
 */
import { InputError } from "../errors.js";
import { chooseEntry } from "./containers.js";
import type { Document, Entry, Format, ReadOptions } from "./document.js";
import { FROM_TORCH } from "./foreign.js";
import { type NpyHeader, npyExtent, readNpy, readNpyHeader } from "./npy.js";
import { quote } from "./quote.js";
import { type Extent, type Store, storeOf } from "./store.js";
import { DEFLATED, isZip, packedExtent, unzip, unzipHead, type ZipEntry, zipEntries } from "./zip.js";

/** The arrays of the archive, by their names without `.npy`. */
function arrays(store: Store): { name: string; entry: ZipEntry }[] {
  const entries = zipEntries(store);
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

const headerOf = (store: Store, name: string, entry: ZipEntry): NpyHeader =>
  inArray(name, () => readNpyHeader(unzipHead(store, entry)));

function list(store: Store): readonly Entry[] {
  return arrays(store).map(({ name, entry }) => {
    const { shape, descr } = headerOf(store, name, entry);
    return { name, shape, dtype: descr };
  });
}

/** The array that a key names, or the only one. */
function choose(store: Store, key: string | undefined): { name: string; entry: ZipEntry } {
  const found = arrays(store);
  if (found.length === 1 && key === undefined) return found[0]!;
  const named = found.find(({ name }) => name === key);
  if (named) return named;
  // Only here the headers of all are read, to say what there is.
  const shaped = found.map(({ name, entry }) => ({ name, entry, shape: headerOf(store, name, entry).shape }));
  return chooseEntry(shaped, key);
}

function read(bytes: Uint8Array, { key }: ReadOptions): Document {
  const store = storeOf(bytes);
  const { name, entry } = choose(store, key);
  return inArray(name, () => readNpy(unzip(store, entry)));
}

/** Where the numbers of an entry stand. */
function find(store: Store, key: string | undefined): Extent {
  const { name, entry } = choose(store, key);
  return inArray(name, () => {
    const { size, crc, method } = entry;
    const { offset: header, ...extent } = npyExtent(unzipHead(store, entry), size);
    return {
      ...extent,
      ...packedExtent(store, entry),
      entry: { name: entry.name, deflated: method === DEFLATED, size, crc, header },
    };
  });
}

/** The npz row. */
export const npz: Format = {
  name: "npz",
  keyed: true,
  writtenAs: "npy",
  about: "NumPy arrays by name, stored or compressed",
  endings: ["npz"],
  magic: isZip,
  read,
  list: (bytes) => list(storeOf(bytes)),
  extents: (store) => ({ entries: list(store), find: (key) => find(store, key) }),
};
