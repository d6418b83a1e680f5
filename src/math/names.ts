/**
 * Names: every row is named once, by the identifier that exports it (`logSoftmax`).
 *
 * @packageDocumentation
 */

/** The command-line name of an identifier: `logSoftmax` is `log-softmax`. */
export function kebab(identifier: string): string {
  return identifier.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

const PREFIX =
  /^(torch\.nn\.functional\.|nn\.functional\.|torch\.|f\.|nn\.|np\.|jnp\.|jax\.nn\.|tf\.nn\.|scipy\.special\.)/;

/**
 * The form in which names are compared: without regard to case, `-`, `_`, a framework's
 * prefix and a trailing `loss`, so that `nn.NLLLoss` and `nll` are one.
 */
export function fold(name: string): string {
  const bare = name.toLowerCase().replace(PREFIX, "").replace(/[-_]/g, "");
  return bare.length > 4 ? bare.replace(/loss$/, "") : bare;
}

/** The exports of modules, one module after the other, each by name: bundlers differ in the order that they keep. */
export function named(...modules: readonly object[]): [name: string, row: unknown][] {
  const byName = ([a]: [string, unknown], [b]: [string, unknown]) => (a < b ? -1 : 1);
  return modules.flatMap((module) => Object.entries(module).sort(byName));
}
