/**
 * ACTIVATIONS: one row a function, by family.
 *
 * @packageDocumentation
 */
import type { Activation } from "./activation.js";
import * as rectifiers from "./activations/rectifiers.js";
import { kebab } from "./names.js";

export * from "./activations/rectifiers.js";

/** Every activation under its command-line name (`leaky-relu`). */
export const ACTIVATIONS: ReadonlyMap<string, Activation> = new Map(
  Object.entries({ ...rectifiers }).map(([name, row]) => [kebab(name), row as unknown as Activation]),
);
