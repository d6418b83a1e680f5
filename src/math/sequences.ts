/**
 * Tensors made from nothing: constants, ranges, one-hot rows.
 *
 * @packageDocumentation
 */
import { InputError } from "../errors.js";
import { add, addNumber, dd, div, toNumber, twoProd } from "./special/dd.js";
import { sizeOf, Tensor } from "./tensor.js";

/** One number everywhere. */
export function full(shape: readonly number[], value: number): Tensor {
  return new Tensor(new Float64Array(sizeOf(shape)).fill(value), shape);
}

/** 1 on the diagonal, else 0. */
export function eye(rows: number, columns: number): Tensor {
  const data = Float64Array.from({ length: rows * columns }, (_, i) => Number(Math.floor(i / columns) === i % columns));
  return new Tensor(data, [rows, columns]);
}

/** How many numbers {@link arange} gives. @throws InputError for a step of 0 or the wrong sign, or bounds that are not finite. */
export function arangeSize(start: number, end: number, step: number): number {
  const size = Math.ceil((end - start) / step);
  if (Number.isFinite(size) && step !== 0) return Math.max(size, 0);
  throw new InputError(`there is no way from ${start} to ${end} in steps of ${step}`);
}

/** start, start + step, ... before end, each rounded once. */
export function arange(start: number, end: number, step: number): Tensor {
  const whole = [start, end, step].every(Number.isInteger);
  const data = Float64Array.from({ length: arangeSize(start, end, step) }, (_, i) =>
    whole ? start + step * i : toNumber(addNumber(twoProd(step, i), start)),
  );
  return new Tensor(data, [data.length], whole ? "int64" : "float64");
}

/** Numbers at equal distances from start to end, both included, each rounded once. */
export function linspace(start: number, end: number, count: number): Tensor {
  const last = count - 1;
  const data = Float64Array.from({ length: count }, (_, i) => {
    if (i === 0) return start;
    if (i === last) return end;
    return toNumber(div(add(twoProd(start, last - i), twoProd(end, i)), dd(last)));
  });
  return new Tensor(data);
}

/** A row of zeros with a 1 at each class. @throws InputError for what is no class. */
export function oneHot(classes: Tensor, count: number): Tensor {
  const data = new Float64Array(classes.data.length * count);
  classes.data.forEach((index, row) => {
    if (!Number.isInteger(index) || index < 0 || index >= count) {
      throw new InputError(`class ${index} is out of range: ${count} classes, so 0 to ${count - 1}`);
    }
    data[row * count + index] = 1;
  });
  return new Tensor(data, [...classes.shape, count], "int64");
}
