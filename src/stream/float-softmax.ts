/**
 * The softmax of float32 rows that stay float32: a kernel of its own, which leaves doubtful rows to the clear one.
 *
 * @packageDocumentation
 */
import type { LaneStatus } from "../math/reducers.js";
import { Tensor } from "../math/tensor.js";
import type { Kernels, SoftmaxRow } from "./kernels.js";
import { operate } from "./operation.js";
import { type Plan, rowWidth } from "./plan.js";
import type { Read, Rows } from "./process.js";

/** Longer sums would lose too much for the kernel's margin. */
const LONGEST = 512;

/** Whether the kernel does what the plan says. */
export function isFloatSoftmax({ reading, operation, writing }: Plan): boolean {
  if (operation.kind !== "reducer" || operation.name !== "softmax") return false;
  const { settings, argmax, binarize } = operation;
  const isPlain = !argmax && binarize === undefined && settings.empty !== "zero" && (settings.temperature ?? 1) === 1;
  if (reading.kind !== "binary" || reading.inner) return false;
  const isRead = reading.element === "float32" && reading.littleEndian;
  return isPlain && isRead && writing.kind === "binary" && writing.single && rowWidth(reading) <= LONGEST;
}

/** How blocks are counted and worked on, and what the kernel calls for doubtful rows. */
export function floatSoftmax({ reading, operation }: Plan, memory: WebAssembly.Memory) {
  const width = rowWidth(reading);
  const size = width * Float32Array.BYTES_PER_ELEMENT;
  const run = operate(operation);
  const status = { nan: [] as number[], infinite: [] as number[], empty: [] as number[] };
  let first = 0;

  const softmaxRow: SoftmaxRow = (from, _, to) => {
    const x = Float64Array.from(new Float32Array(memory.buffer, from, width));
    const { tensor, status: found } = run(new Tensor(x, [1, width]));
    new Float32Array(memory.buffer, to, width).set(tensor.data);
    const row = (from - first) / size;
    for (const kind of ["nan", "infinite", "empty"] as const) if (found?.[kind].length) status[kind].push(row);
  };

  const count: Read = (_, length) => length / size;

  const rows =
    (kernels: Kernels): Rows =>
    ({ input, numbers, output }, count) => {
      first = input;
      kernels.softmaxFloats(input, count, width, output, numbers);
      const found: LaneStatus = { nan: [...status.nan], infinite: [...status.infinite], empty: [...status.empty] };
      status.nan.length = status.infinite.length = status.empty.length = 0;
      return { written: count * size, status: found };
    };

  return { softmaxRow, count, rows };
}
