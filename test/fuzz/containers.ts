/** Binary files whose parts are wrong one at a time: lengths and checksums around a mutated part fit. */
import { crc32, deflateRawSync } from "node:zlib";
import { mutated } from "./bytes.js";
import { type Random, smallSize } from "./random.js";
import { NUMBERS, SIZES } from "./words.js";

function le(value: number, width: 2 | 4): Buffer {
  const bytes = Buffer.alloc(width);
  bytes.writeUIntLE(value % 2 ** (8 * width), 0, width);
  return bytes;
}

/** Data that may be too short or too long by a little. */
function data(random: Random, size: number): Buffer {
  const length = Math.max(0, Math.min(size, 4096) + (random.oneIn(4) ? random.below(17) - 8 : 0));
  return Buffer.from(random.times(length, () => random.below(256)));
}

const dimension = (random: Random) =>
  random.oneIn(6) ? random.pick([...NUMBERS, ...SIZES.map(String)]) : String(random.below(6));

/** An npy file of any version. */
export function npyFile(random: Random): Buffer {
  const type = random.pick([
    "<f8",
    "<f4",
    ">f8",
    "<f2",
    "|b1",
    "|u1",
    "<i8",
    "<u8",
    ">i2",
    "<c16",
    "|O",
    "<U3",
    "<f16",
    "f8",
    "",
  ]);
  const sizes = random.times(random.below(4), () => dimension(random));
  const order = random.pick(["False", "False", "True", "None"]);
  const shape = sizes.length === 1 ? `(${sizes[0]},)` : `(${sizes.join(", ")})`;
  let header = `{'descr': '${type}', 'fortran_order': ${order}, 'shape': ${shape}, }`;
  if (random.oneIn(6)) header = mutated(random, Buffer.from(header), Buffer.from(type)).toString("latin1");
  const version = random.oneIn(8) ? random.below(256) : 1 + random.below(3);
  const text = Buffer.from(`${header}\n`);
  const length = random.oneIn(10) ? random.pick(SIZES) : text.length;
  const count = sizes.reduce((product, n) => product * Number(n), 1) * (Number(type.slice(-1)) || 1);
  const magic = Buffer.from([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, version, 0]);
  return Buffer.concat([
    magic,
    le(length, version === 1 ? 2 : 4),
    text,
    data(random, Number.isFinite(count) ? count : 8),
  ]);
}

/** A field of a zip header, now and then a wrong one. */
const zipField = (random: Random, right: number) => (random.oneIn(25) ? random.pick([...SIZES, right + 1]) : right);

interface Member {
  readonly local: Buffer;
  readonly central: Buffer;
}

function member(random: Random, offset: number): Member {
  const name = Buffer.from(
    random.pick(["a.npy", "b.npy", "arr_0.npy", "../../x.npy", "/etc/x", "\u001b[2J", "a", "", "__proto__.npy"]),
  );
  const content = random.oneIn(6) ? Buffer.alloc(smallSize(random, 60_000)) : npyFile(random);
  const method = random.oneIn(12) ? random.below(100) : random.pick([0, 8]);
  const packed = method === 8 ? deflateRawSync(content) : content;
  const stored = random.oneIn(12) ? mutated(random, packed, content) : packed;
  const common = Buffer.concat([
    le(zipField(random, 0), 2),
    le(method, 2),
    le(0, 4),
    le(zipField(random, crc32(content)), 4),
    le(zipField(random, stored.length), 4),
    le(zipField(random, content.length), 4),
    le(zipField(random, name.length), 2),
  ]);
  const local = Buffer.concat([Buffer.from("PK\x03\x04"), le(20, 2), common, le(zipField(random, 0), 2), name, stored]);
  const tail = Buffer.concat([le(0, 2), le(0, 2), le(0, 2), le(0, 2), le(0, 4), le(zipField(random, offset), 4), name]);
  return { local, central: Buffer.concat([Buffer.from("PK\x01\x02"), le(20, 2), le(20, 2), common, tail]) };
}

/** An npz file: a zip archive of npy files. */
export function npzFile(random: Random): Buffer {
  const locals: Buffer[] = [];
  const centrals: Buffer[] = [];
  let offset = 0;
  for (let left = random.below(4); left >= 0; left--) {
    const { local, central } = member(random, offset);
    locals.push(local);
    centrals.push(central);
    offset += local.length;
  }
  const directory = Buffer.concat(centrals);
  const count = le(zipField(random, centrals.length), 2);
  const place = [
    le(zipField(random, directory.length), 4),
    le(zipField(random, offset), 4),
    le(zipField(random, 0), 2),
  ];
  return Buffer.concat([...locals, directory, Buffer.from("PK\x05\x06"), le(0, 4), count, count, ...place]);
}

/** A safetensors file. */
export function safetensorsFile(random: Random): Buffer {
  let offset = 0;
  const entries = random.times(random.below(4), () => {
    const shape = random.times(random.below(3), () => dimension(random));
    const dtype = random.pick(["F64", "F32", "F16", "BF16", "I64", "U8", "BOOL", "F8_E4M3", "X", ""]);
    const size = shape.reduce((product, n) => product * Number(n), 1) * (Number(/\d+/.exec(dtype)?.[0] ?? 8) / 8);
    const from = offset;
    offset += Number.isSafeInteger(size) && size < 4096 ? size : 8;
    const offsets = random.oneIn(10) ? [random.pick(NUMBERS), random.pick(NUMBERS)] : [from, offset];
    const name = random.pick(["a", "b", "w.weight", "__metadata__", "__proto__", "", "\\u001b[31m"]);
    return `"${name}":{"dtype":"${dtype}","shape":[${shape.join(",")}],"data_offsets":[${offsets.join(",")}]}`;
  });
  let header = `{${entries.join(",")}}${" ".repeat(random.below(9))}`;
  if (random.oneIn(6)) header = mutated(random, Buffer.from(header), Buffer.from("[1,2]")).toString("latin1");
  const text = Buffer.from(header);
  const length = random.oneIn(10) ? random.pick(SIZES) : text.length;
  const high = random.oneIn(20) ? random.pick(SIZES) : 0;
  return Buffer.concat([le(length, 4), le(high, 4), text, data(random, offset)]);
}
