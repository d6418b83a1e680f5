/** A reduction step by step. */
import { type Parameters, resolve } from "../parameters.js";
import type { Given, ReduceOptions, Reducer } from "../reducer.js";
import type { Step } from "../step.js";
import { resolveDim, Tensor, tensor } from "../tensor.js";

/**
 * The input, what its row says of the way, and the result; the input and the result alone where it says nothing.
 * @throws InputError as the reducer does.
 */
export function reducerSteps(
  name: string,
  reducer: Reducer,
  x: Tensor,
  options: ReduceOptions & Given<Parameters>,
): readonly Step[] {
  const { work, parameters = {}, absent = Number.NaN } = reducer.row;
  const result = reducer(x, options);
  const { dim = -1, mask, empty, keepdim, ...own } = options;
  const keep = mask === undefined ? undefined : tensor(mask).data;
  const present = keep && x.data.map((value, at) => (keep[at % keep.length] === 0 ? absent : value));
  const input = present ? new Tensor(present, x.shape) : x;
  return [
    { name: "x", about: keep ? `the input, ${absent} where the mask leaves an entry out` : "the input", tensor: input },
    ...(work?.steps(input, resolveDim(dim, x.rank), resolve(parameters, own as never)) ?? []),
    { name: name.replaceAll("-", "_"), about: work?.last ?? reducer.row.formula, tensor: result },
  ];
}
