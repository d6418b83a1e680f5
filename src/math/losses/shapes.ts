/**
 * How the shapes of inputs, targets and weights fit, and where a number stands, in words.
 *
 * @packageDocumentation
 */
import { InputError } from "../../errors.js";
import { shapeText, sizeOf, Tensor } from "../tensor.js";

const sameShape = (a: readonly number[], b: readonly number[]) =>
  a.length === b.length && a.every((n, i) => n === b[i]);

/** Lists with one dim over 1 fit each other whatever their shape. */
function fits(shape: readonly number[], wanted: readonly number[]): boolean {
  const long = (dims: readonly number[]) => dims.filter((n) => n !== 1).length <= 1;
  return sameShape(shape, wanted) || (sizeOf(shape) === sizeOf(wanted) && long(shape) && long(wanted));
}

/**
 * The target in the shape that an input wants, and whether it is class indices.
 * @throws InputError with both shapes if it does not fit.
 */
export function matched(
  kind: "classes" | "classes or probabilities" | "like the input",
  input: Tensor,
  target: Tensor,
  dim: number,
): { target: Tensor; indices: boolean } {
  const reshaped = (shape: readonly number[]) => new Tensor(target.data, shape, target.dtype);
  const { shape } = input;
  if (kind === "like the input") {
    if (fits(target.shape, shape)) return { target: reshaped(shape), indices: false };
    throw misfit(kind, shape, target.shape, dim);
  }
  if (kind === "classes or probabilities" && sameShape(target.shape, shape)) return { target, indices: false };
  const wanted = shape.toSpliced(dim, 1);
  if (fits(target.shape, wanted)) return { target: reshaped(wanted), indices: true };
  if (fits(target.shape, shape.slice(0, -1))) {
    const message = `${dim} is not the class dim: the target has shape ${shapeText(target.shape)}, which is the input's ${shapeText(shape)} without its last dim: dim -1 fits`;
    throw new InputError(message, { parameter: "dim" });
  }
  throw misfit(kind, shape, target.shape, dim);
}

/** The error of targets that do not fit an input of some shape. */
export function misfit(
  kind: "classes" | "classes or probabilities" | "like the input",
  shape: readonly number[],
  target: readonly number[],
  dim: number,
): InputError {
  const say = (message: string) => new InputError(message, { parameter: "target" });
  if (kind === "like the input") return say(`has shape ${shapeText(target)}, the input ${shapeText(shape)}`);
  const wanted = shape.toSpliced(dim, 1);
  const counted = (count: number, what: string) => `${count} ${what}${count === 1 ? "" : "s"}`;
  if (wanted.length < 2 && target.length < 2) {
    return say(`has ${counted(sizeOf(target), "number")}, the input ${counted(sizeOf(wanted), "row")}`);
  }
  return say(`has shape ${shapeText(target)}, an input of ${shapeText(shape)} wants ${shapeText(wanted)}`);
}

/** The numbers of a tensor repeated to a shape, by NumPy's rules: dims from the last, of size 1 or the same. */
export function broadcast(from: Tensor, shape: readonly number[], parameter: string): Float64Array {
  const dims = [...Array(Math.max(0, shape.length - from.rank)).fill(1), ...from.shape] as number[];
  if (dims.length !== shape.length || dims.some((n, i) => n !== 1 && n !== shape[i])) {
    const message = `has shape ${shapeText(from.shape)}, which does not fit the input's ${shapeText(shape)}`;
    throw new InputError(message, { parameter });
  }
  const data = new Float64Array(sizeOf(shape));
  for (let at = 0; at < data.length; at++) {
    let rest = at;
    let source = 0;
    let step = 1;
    for (let d = shape.length - 1; d >= 0; d--) {
      const index = rest % shape[d]!;
      rest = (rest - index) / shape[d]!;
      if (dims[d] !== 1) source += index * step;
      step *= dims[d]!;
    }
    data[at] = from.data[source]!;
  }
  return data;
}

/** Where a number of a tensor stands: ` in row 2, column 0`; the first row has number `firstRow`. */
export function placeOf(at: number, shape: readonly number[], firstRow: number): string {
  const indices: number[] = [];
  for (let d = shape.length - 1; d >= 0; d--) {
    indices.unshift(at % shape[d]!);
    at = Math.floor(at / shape[d]!);
  }
  if (indices.length === 0) return "";
  indices[0] = indices[0]! + firstRow;
  if (indices.length === 1) return ` in row ${indices[0]}`;
  return indices.length === 2 ? ` in row ${indices[0]}, column ${indices[1]}` : ` at [${indices.join(", ")}]`;
}
