/**
 * What the help says of a function of the tables: its curve, its dim, the same in other libraries.
 *
 * @packageDocumentation
 */
import { InputError } from "../errors.js";
import { jsonNumberFormat, listText } from "../format/json-write.js";
import { type Activation, valuesFor } from "../math/activation.js";
import type { Loss } from "../math/loss.js";
import type { Reducer } from "../math/reducer.js";
import type { Equivalents } from "../math/row.js";
import { tensor } from "../math/tensor.js";
import { hang } from "./wrap.js";

/** The size of a curve: small enough to stand among other things. */
const CURVE = { width: 56, height: 11 };

/** The curve, where the plot draws it by default. */
export async function curveText(name: string, { row }: Activation, width: number): Promise<string> {
  const { chart } = await import("../plot/chart.js");
  const p = valuesFor(row);
  const [xmin, xmax] = row.domain ?? [-4, 4];
  const size = { ...CURVE, width: Math.min(CURVE.width, width - 2) };
  const drawing = chart([{ name, f: (x) => row.f(x, p) }], { xmin, xmax, ...size });
  return drawing
    .split("\n")
    .map((line) => `  ${line}\n`)
    .join("");
}

const MATRIX = [
  [1, 2, 3],
  [4, 5, 6],
];

/** The result for a small matrix as one line, or why there is none. */
function sampleText(reducer: Reducer, dim: number): string {
  try {
    const { data, shape } = reducer(tensor(MATRIX), { dim });
    return listText(data, shape, { number: jsonNumberFormat({ precision: 2 }), comma: ",", between: "," });
  } catch (error) {
    if (error instanceof InputError) return error.message;
    throw error;
  }
}

/** Both dims of a 2 × 3 matrix, and what becomes of it. */
export function dimText(reducer: Reducer, width: number): string {
  const line = (dim: number, way: string) => {
    const [beside, below] = [`  --dim ${dim}  ${way.padEnd(18)}`, `  --dim ${dim}  ${way}\n    `];
    const sample = sampleText(reducer, dim);
    return (beside.length + sample.length > width ? below : beside) + sample;
  };
  return [
    "  of [[1,2,3],[4,5,6]], which is 2 × 3:",
    line(0, "down the columns"),
    line(1, "along the rows"),
    "  -1 is the last dim, here 1\n",
  ].join("\n");
}

/** What the class dim means for the shape of the targets. */
export function classDimText({ row }: Loss, width: number): string {
  if (!row.classes) return "";
  const targets = (items: number, classes: number) =>
    row.target === "like the input"
      ? `${items} distributions over ${classes} classes`
      : `${items} items of ${classes} classes: ${items} targets of 0 to ${classes - 1}`;
  const line = (dim: number, text: string) => `${hang(`  --dim ${dim}  `, text, width)}\n`;
  return `  of scores that are 2 × 3:\n${line(0, targets(3, 2))}${line(1, targets(2, 3))}`;
}

const LIBRARIES = [
  ["torch", "PyTorch"],
  ["numpy", "NumPy"],
  ["jax", "JAX"],
] as const;

/** The same in other libraries, and where they differ. */
export function equivalentsText(equivalents: Equivalents, width: number): string {
  const lines = LIBRARIES.flatMap(([key, name]) => {
    const expression = equivalents[key];
    return expression === undefined ? [] : [hang(`  ${name.padEnd(8)}`, expression, width)];
  });
  const differs = equivalents.differs === undefined ? [] : [hang("  but     ", equivalents.differs, width)];
  return [...lines, ...differs].map((line) => `${line}\n`).join("");
}
