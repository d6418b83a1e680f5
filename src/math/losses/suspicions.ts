/**
 * Numbers that look like another kind of scores than a loss takes them for.
 *
 * @packageDocumentation
 */
import type { Loss, Scores } from "../loss.js";
import { lanesOf, resolveDim, type Tensor } from "../tensor.js";
import { type Looks, looksOf } from "./looks.js";

/** What the numbers look like, and what they were taken for. */
export interface Suspicion {
  /** The `scores` that would take them for what they look like. */
  readonly looksLike: Scores;
  readonly taken: Scores;
}

/**
 * Whether the input of a loss looks like scores of another kind: probabilities where log-probabilities or logits
 * are wanted, logits where log-probabilities are. Undefined where nothing is odd.
 */
export function suspicion(
  loss: Loss,
  input: Tensor,
  { scores, dim }: { readonly scores?: Scores | undefined; readonly dim?: number | undefined } = {},
): Suspicion | undefined {
  const taken = scores ?? loss.row.scores[0]!;
  if (!loss.row.classes || taken === "probs") return undefined;
  const along = resolveDim(dim ?? (input.rank < 2 ? 0 : 1), input.rank);
  if (lanesOf(input.shape, along).size < 2) return undefined;
  return suspicionOf(loss, looksOf(input, along), taken);
}

/** What rows that look so are suspected of. */
export function suspicionOf(loss: Loss, looks: Looks, taken: Scores): Suspicion | undefined {
  if (looks.probabilities) return { looksLike: "probs", taken };
  if (taken === "logits" || looks.logProbabilities) return undefined;
  // Log-probabilities of some classes only are never above 0; a divergence needs all of them.
  return looks.positive || loss.row.target === "like the input" ? { looksLike: "logits", taken } : undefined;
}
