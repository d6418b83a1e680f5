/**
 * LOSSES: one row a function of scores and targets.
 *
 * @packageDocumentation
 */
import type { Loss } from "./loss.js";
import * as bernoulli from "./losses/bernoulli.js";
import * as classes from "./losses/classes.js";
import * as divergence from "./losses/divergence.js";
import { kebab, named } from "./names.js";

export * from "./losses/bernoulli.js";
export * from "./losses/classes.js";
export * from "./losses/divergence.js";
export { bothLook, type Looks, looksOf } from "./losses/looks.js";
export { type MetricOptions, type Metrics, type MetricsSum, metrics, metricsSum } from "./losses/metrics.js";
export { misfit } from "./losses/shapes.js";
export { lossSteps } from "./losses/steps.js";
export { type Suspicion, suspicion, suspicionOf } from "./losses/suspicions.js";

/** Every loss under its command-line name (`cross-entropy`). */
export const LOSSES: ReadonlyMap<string, Loss> = new Map(
  named(classes, bernoulli, divergence).map(([name, row]) => [kebab(name), row as unknown as Loss]),
);
