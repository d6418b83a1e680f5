/**
 * The rand and randn commands: PyTorch's random numbers.
 *
 * @packageDocumentation
 */
import { InputError } from "../errors.js";
import { parseNumber } from "../format/number.js";
import { quote } from "../format/quote.js";
import { shapeText, sizeOf, sizeText, type Tensor } from "../math/tensor.js";
import type { CommandRow } from "./command.js";
import { DATA_OPTIONS, type Options } from "./options.js";
import { emit } from "./output.js";
import { seedFor } from "./seed.js";

/** The most numbers that are drawn unless more is asked for. */
const MAX_SIZE = 1_000_000;

/** The sizes that operands say: `6 2`, `6,2`, `6x2`, `(6, 2)`. @throws InputError for what is no size. */
function shapeFrom(operands: readonly string[], { maxSize = MAX_SIZE }: Options): number[] {
  const words = operands
    .join(" ")
    .replace(/^\s*[[(]|,?\s*[\])]\s*$/g, "")
    .split(/[\s,]+|(?<=\d)[x\u00d7](?=\d)/)
    .filter((word) => word !== "");
  if (words.length === 0) throw new InputError("a shape is missing, as in: actfn rand 6 2");
  const shape = words.map((word) => {
    const size = parseNumber(word);
    if (size !== undefined && Number.isInteger(size) && size >= 0) return size;
    throw new InputError(`${quote(word)} is no size: a shape is whole numbers, as in 6 2, 6,2 or 6x2`);
  });
  if (sizeOf(shape) <= maxSize) return shape;
  throw new InputError(`${shapeText(shape)} is more than ${maxSize} numbers; --max-size raises that`);
}

/** Draws numbers of a shape; what draws is loaded when it is used. */
type Draw = (random: typeof import("../math/random.js"), shape: readonly number[], seed: number) => Tensor;

function uniform({ low = 0, high = 1 }: Options): Draw {
  if (low > high) throw new InputError(`${low} is above --high ${high}`, { parameter: "low" });
  return (random, shape, seed) => random.rand(shape, random.generator(seed), low, high);
}

const normal =
  ({ mean, std }: Options): Draw =>
  (random, shape, seed) =>
    random.randn(shape, random.generator(seed), mean, std);

/** A command that draws numbers. */
function drawCommand(
  row: Pick<CommandRow, "name" | "about" | "examples" | "options">,
  drawWith: (options: Options) => Draw,
): CommandRow {
  return {
    ...row,
    group: "data",
    operands: "SHAPE...",
    options: [...row.options, "seed", "maxSize", ...DATA_OPTIONS],
    async run({ operands, options }, context) {
      const shape = shapeFrom(operands, options);
      const draw = drawWith(options);
      const random = await import("../math/random.js");
      const tensor = draw(random, shape, seedFor(options, context));
      const from = { tensor, layout: {}, format: "operands" };
      await emit({ tensor, from, caption: `${row.name}, ${sizeText(shape)}` }, options, context);
    },
  };
}

export const randCommand = drawCommand(
  {
    name: "rand",
    about: "uniform random numbers, those of torch.rand",
    examples: ["actfn rand 6 2 --high 2", "actfn rand 2x3 --seed 42"],
    options: ["low", "high"],
  },
  uniform,
);

export const randnCommand = drawCommand(
  {
    name: "randn",
    about: "normal random numbers, those of torch.randn",
    examples: ["actfn randn 6 2 --seed 42", "actfn randn 1000 --mean 5 --std 2 --to text"],
    options: ["mean", "std"],
  },
  normal,
);
