import { fold } from "../math/names.js";

/** The row that a name means, with its own name: `nn.LeakyReLU` is `leaky-relu`. */
export function findRow<R extends { readonly row: { readonly aliases?: readonly string[] } }>(
  rows: ReadonlyMap<string, R>,
  name: string,
): [string, R] | undefined {
  const folded = fold(name);
  return [...rows].find(([own, { row }]) => [own, ...(row.aliases ?? [])].some((one) => fold(one) === folded));
}
