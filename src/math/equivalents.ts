/**
 * The same computation in other libraries.
 *
 * @packageDocumentation
 */

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
