/**
 * Every function of the tables, with the parameters of every framework and along every dim, as a guess at what made
 * Y from X.
 *
 * @packageDocumentation
 */
import type { Activation } from "../activation.js";
import { ACTIVATIONS } from "../activations.js";
import { FRAMEWORKS, type Parameter, type Parameters, resolve, type Values } from "../parameters.js";
import type { Reducer } from "../reducer.js";
import { REDUCERS } from "../reducers.js";
import { lanesOf, shapeText, Tensor } from "../tensor.js";

/** One guess. */
export interface Candidate {
  /** The arguments that ask actfn for it: `gelu --like jax`. */
  readonly words: readonly string[];
  /** How many parameters the function has. */
  readonly parameters: number;
  /** Along which dim it works, and the size that this gets; an elementwise function has none. */
  readonly along?: { readonly dim: number; readonly size: number };
  /** A parameter that may be fitted. */
  readonly free?: { readonly name: string; readonly parameter: Parameter };
  /** Its results: of any numbers, or of a matrix whose rows are lanes along the dim. */
  run(x: Tensor, free?: number): Float64Array;
}

const countOf = (parameters: Parameters = {}) => Object.keys(parameters).length;

const option = (name: string, value: number | string): string[] => [`--${name.replaceAll("_", "-")}`, String(value)];

/** The arguments with the value of the free parameter. */
export function wordsWith({ words, free }: Candidate, value: number): readonly string[] {
  return free ? [...words, ...option(free.name, value)] : words;
}

/** The only parameter of a row that is any real number, if there is just one. */
function freeParameter(parameters: Parameters): Candidate["free"] {
  const numeric = Object.entries(parameters).filter(
    ([, parameter]) => !("choices" in parameter) && !parameter.integer && !parameter.none && !parameter.perColumn,
  );
  const [only, ...others] = numeric;
  return only && others.length === 0 ? { name: only[0], parameter: only[1] } : undefined;
}

/** The parameters that frameworks give other values, each set once, under the first framework that has it. */
function variants({ row }: Activation): [framework: string, values: Partial<Values<Parameters>>][] {
  const parameters = row.parameters ?? {};
  const seen = new Set([JSON.stringify(resolve(parameters))]);
  return FRAMEWORKS.flatMap((framework) => {
    const values = row.like?.[framework];
    const key = values && JSON.stringify(resolve(parameters, values));
    if (!key || seen.has(key)) return [];
    seen.add(key);
    return [[framework, values]];
  });
}

function elementwiseCandidates(): Candidate[] {
  const rows = [...ACTIVATIONS];
  const plain = rows.map(([name, f]): Candidate => {
    const free = freeParameter(f.row.parameters ?? {});
    return {
      words: [name],
      parameters: countOf(f.row.parameters),
      run: (x, value) => f(x, free && value !== undefined ? { [free.name]: value } : {}).data,
      ...(free ? { free } : {}),
    };
  });
  const likes = rows.flatMap(([name, f]) =>
    variants(f).map(([like, p]): Candidate => {
      return { words: [name, "--like", like], parameters: countOf(f.row.parameters), run: (x) => f(x, p).data };
    }),
  );
  const slopes = rows.map(([name, f]): Candidate => {
    return {
      words: [name, "--derivative"],
      parameters: countOf(f.row.parameters),
      run: (x) => f.derivative(x).data,
    };
  });
  return [...plain, ...likes, ...slopes];
}

/** The size that a reducer has to give the dim, and further arguments, if `to` can be the shape of its results. */
function resultFor({ row }: Reducer, from: readonly number[], dim: number, to: readonly number[]) {
  const size = from[dim] ?? 1;
  const is = (shape: readonly number[]) => shapeText(shape) === shapeText(to);
  if (row.size === "same") return is(from) ? { size, words: [] } : undefined;
  if (row.size === "one") {
    if (is(from.toSpliced(dim, 1))) return { size: 1, words: [] };
    return is(from.toSpliced(dim, 1, 1)) ? { size: 1, words: ["--keepdim"] } : undefined;
  }
  const wanted = row.size === "half" ? size / 2 : (to[dim] ?? 0);
  if (!Number.isInteger(wanted) || wanted < 1 || wanted > size || !is(from.toSpliced(dim, 1, wanted))) return undefined;
  return { size: wanted, words: row.size === "k" ? ["--k", String(wanted)] : [] };
}

/** Every value of a row's parameters that are words; one empty set where it has none. */
function choicesOf(parameters: Parameters): Readonly<Record<string, string>>[] {
  const choices = Object.entries(parameters).flatMap(([name, parameter]) =>
    "choices" in parameter ? [parameter.choices.map((value) => ({ [name]: value }))] : [],
  );
  return choices[0] ?? [{}];
}

function reducerCandidates(from: readonly number[], to: readonly number[]): Candidate[] {
  const dims = Array.from({ length: Math.max(from.length, 1) }, (_, dim) => dim);
  return [...REDUCERS].flatMap(([name, f]) => {
    const parameters = f.row.parameters ?? {};
    const free = freeParameter(parameters);
    return dims.flatMap((dim) => {
      const result = resultFor(f, from, dim, to);
      if (!result) return [];
      return choicesOf(parameters).map((choice, i): Candidate => {
        const k = f.row.size === "k" ? { k: result.size } : {};
        const words = [name, ...result.words, ...Object.entries(i > 0 ? choice : {}).flatMap((one) => option(...one))];
        // Probabilities have no temperature.
        const fit = free && (i === 0 ? free : undefined);
        return {
          words: [...words, "--dim", String(dim)],
          parameters: countOf(parameters),
          along: { dim, size: result.size },
          run: (x, value) => {
            const given = fit && value !== undefined ? { [fit.name]: value } : {};
            return f(x, { dim: 1, ...choice, ...k, ...given } as never).data;
          },
          ...(fit ? { free: fit } : {}),
        };
      });
    });
  });
}

/** Every guess for tensors of these shapes, the plain ones first. */
export function candidatesFor(from: readonly number[], to: readonly number[]): Candidate[] {
  const same = shapeText(from) === shapeText(to);
  return [...(same ? elementwiseCandidates() : []), ...reducerCandidates(from, to)];
}

/** Lanes along a dim as the rows of a matrix: at most `most` of them, evenly spread. */
export function laneMatrix(data: Float64Array, shape: readonly number[], dim: number, most: number): Tensor {
  const { outer, size, inner } = lanesOf(shape, dim);
  const lanes = outer * inner;
  const rows = Math.min(lanes, most);
  const matrix = new Float64Array(rows * size);
  for (let row = 0; row < rows; row++) {
    const lane = Math.floor((row * lanes) / rows);
    const start = Math.floor(lane / inner) * size * inner + (lane % inner);
    for (let i = 0; i < size; i++) matrix[row * size + i] = data[start + i * inner]!;
  }
  return new Tensor(matrix, [rows, size]);
}
