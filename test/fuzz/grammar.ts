/** Files that follow the grammars of the formats, more or less. */
import { FORMATS } from "../../src/format/formats.js";
import { sizeOf, Tensor } from "../../src/math/tensor.js";
import { LONGEST } from "./bytes.js";
import { type Random, smallSize } from "./random.js";
import { BROKEN, MARKS, NUMBERS } from "./words.js";

/** A number as text: mostly one that all formats read. */
function numberText(random: Random): string {
  if (random.oneIn(200)) return random.pick(NUMBERS);
  return String((random.part() - 0.5) * 10 ** random.below(random.oneIn(10) ? 300 : 3));
}

function key(random: Random): string {
  return JSON.stringify(random.pick(["a", "b", "x", "y", "id", "label", "", "__proto__", "0", "é\n", "\u001b[31m"]));
}

/** A JSON value: lists of numbers above all. */
function jsonValue(random: Random, depth: number): string {
  if (depth === 0)
    return random.oneIn(80) ? random.pick(['"NaN"', "null", "true", '"cat"', "{}", "[]"]) : numberText(random);
  const parts = random.times(random.below(5), () =>
    jsonValue(random, random.oneIn(60) ? random.below(depth) : depth - 1),
  );
  const blank = random.pick(["", "", " ", "\n", "\t \r\n"]);
  if (random.oneIn(8)) return `{${parts.map((part) => `${key(random)}:${part}`).join(`,${blank}`)}}`;
  return `[${parts.join(`,${blank}`)}${random.oneIn(60) ? "," : ""}]`;
}

function jsonLines(random: Random): string {
  const depth = random.below(3);
  return random
    .times(random.below(8), () => jsonValue(random, depth))
    .join(random.pick(["\n", "\n", "\r\n", " ", "\n\n"]));
}

function records(random: Random): string {
  const keys = random.times(1 + random.below(4), () => key(random));
  const value = () => (random.oneIn(10) ? jsonValue(random, random.below(2)) : numberText(random));
  const row = () =>
    `{${keys
      .filter(() => !random.oneIn(30))
      .map((name) => `${name}: ${value()}`)
      .join(", ")}}`;
  return `[${random.times(random.below(6), row).join(random.pick([",", ",\n"]))}]`;
}

function field(random: Random): string {
  if (random.oneIn(30))
    return random.pick(["", " ", '""', '"a,b"', '"a""b"', '"a\nb"', "cat", "NA", '"1"', "'1'", "#1"]);
  return numberText(random);
}

function delimited(random: Random): string {
  const delimiter = random.pick([",", ",", "\t", ";", " ", "|"]);
  const end = random.pick(["\n", "\n", "\r\n", "\r", ";"]);
  const width = 1 + smallSize(random, 20);
  const line = () => random.times(random.oneIn(150) ? random.below(20) : width, () => field(random)).join(delimiter);
  const header = random.oneIn(3)
    ? [random.times(width, (i) => random.pick([`c${i}`, String(i), "", "a"])).join(delimiter)]
    : [];
  return [...header, ...random.times(smallSize(random, 60), line), random.pick(["", "# end", "\u001a"])].join(end);
}

/** What a framework prints, or something like it. */
function printout(random: Random): string {
  const numbers = jsonValue(random, 1 + random.below(3)).replaceAll(",", random.pick([",", ", ", " ", ",\n   "]));
  const kind = random.pick([
    "tensor",
    "array",
    "Array",
    "Parameter containing:\ntensor",
    "DeviceArray",
    "x.Y",
    "<tf.Tensor: ",
  ]);
  const more = random.pick([
    "",
    ", dtype=float32",
    ", device='cuda:0', grad_fn=<A>",
    ", requires_grad=True",
    ", size=(2, 0)",
  ]);
  const before = random.pick(["", "", "Out[3]: ", ">>> x\n", "# ", "x = ", "\n\n"]);
  return `${before}${kind}(${numbers}${more})${random.pick(["", "\n", ";", ")", ">"])}`;
}

/** A tensor of any shape, as a writer spells it. */
function written(random: Random): Uint8Array {
  const shape = random.times(random.below(4), () => smallSize(random, 30));
  const data = Float64Array.from({ length: sizeOf(shape) }, () => Number(numberText(random)));
  const dtype = random.pick(["float64", "float32", "int64", "bool"] as const);
  const writers = FORMATS.filter(({ write }) => write);
  const tensor = new Tensor(data, shape, dtype);
  try {
    return Buffer.from(random.pick(writers).write!({ tensor, layout: {} }, {}));
  } catch {
    // That format does not hold this shape.
    return Buffer.from(writers[0]!.write!({ tensor, layout: {} }, {}));
  }
}

/** One short text again and again up to the longest input: what is quadratic shows. */
export function pumped(random: Random, length = LONGEST): Buffer {
  const some = (): Buffer => {
    if (random.oneIn(10)) return Buffer.from(random.pick(BROKEN));
    return Buffer.from(random.oneIn(2) ? random.pick(MARKS) : random.pick(NUMBERS));
  };
  const part = Buffer.concat(random.times(1 + random.below(4), some));
  const [before, after] = [random.oneIn(2) ? some() : Buffer.alloc(0), random.oneIn(2) ? some() : Buffer.alloc(0)];
  const count = Math.max(1, Math.floor((length - before.length - after.length) / part.length));
  return Buffer.concat([before, ...Array<Buffer>(count).fill(part), after]);
}

const TEXTS = [
  (random: Random) => jsonValue(random, random.below(5)),
  jsonLines,
  records,
  delimited,
  delimited,
  printout,
];

/** A file as a generator makes it. */
export function generated(random: Random): Uint8Array {
  return random.oneIn(4) ? written(random) : Buffer.from(random.pick(TEXTS)(random));
}
