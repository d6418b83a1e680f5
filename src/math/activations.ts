/**
 * ACTIVATIONS: one row a function, by family.
 *
 * @packageDocumentation
 */
import type { Activation } from "./activation.js";
import * as exponential from "./activations/exponential.js";
import * as gates from "./activations/gates.js";
import * as hard from "./activations/hard.js";
import * as rectifiers from "./activations/rectifiers.js";
import * as sigmoidal from "./activations/sigmoidal.js";
import * as soft from "./activations/soft.js";
import { kebab, named } from "./names.js";

export * from "./activations/exponential.js";
export * from "./activations/gates.js";
export * from "./activations/hard.js";
export * from "./activations/rectifiers.js";
export * from "./activations/sigmoidal.js";
export * from "./activations/soft.js";

/** Every activation under its command-line name (`leaky-relu`). */
export const ACTIVATIONS: ReadonlyMap<string, Activation> = new Map(
  named(sigmoidal, rectifiers, exponential, gates, soft, hard).map(([name, row]) => [
    kebab(name),
    row as unknown as Activation,
  ]),
);
