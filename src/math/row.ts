/**
 * What the rows of all tables say: of activations, reducers and losses.
 *
 * @packageDocumentation
 */
import type { Parameters } from "./parameters.js";

/**
 * Expressions in Python of `x` (and `target`, for losses) that give what a function gives with its defaults, under
 * the usual names: `F` is torch.nn.functional, `np` numpy, `jnp` jax.numpy.
 */
export interface Equivalents {
  readonly torch?: string;
  /** With NumPy, or SciPy where it has the function. */
  readonly numpy?: string;
  /** With JAX, or optax for losses. */
  readonly jax?: string;
  /** Where they give something else, in one line. */
  readonly differs?: string;
}

/** A function of a table, as the command line, the help and the tests know it. */
export interface Row<P extends Parameters> {
  /** One line for lists: what it is. */
  readonly about: string;
  /** The definition, as one would write it: `x·σ(x)`. */
  readonly formula: string;
  /** The paper or standard that defines it. */
  readonly source: string;
  /** The same in other libraries. */
  readonly equivalents?: Equivalents;
  /** Further names beside its own; names are compared without regard to case, `-`, `_` and a trailing `loss`. */
  readonly aliases?: readonly string[];
  readonly parameters?: P;
}
