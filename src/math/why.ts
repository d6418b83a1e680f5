/**
 * Which mistake gives a loss.
 *
 * @packageDocumentation
 */
import { rounded } from "./identify/fit.js";
import { type Case, caseFor, type Hypothesis } from "./why/hypotheses.js";
import { evaluator, type Pipeline, type Situation } from "./why/pipeline.js";
import { pipelineFor, type Recipe } from "./why/recipes.js";

export type { Pipeline, Situation, Stage } from "./why/pipeline.js";
export { changedTarget } from "./why/targets.js";

/** A number as it was printed. */
export interface Printed {
  readonly value: number;
  /** How far the number itself may be from it. */
  readonly tolerance: number;
}

/** A way to compute the loss. */
export interface Finding {
  /** What went wrong: nothing, one thing or two. */
  readonly causes: readonly string[];
  /** How far-fetched it is. */
  readonly cost: number;
  readonly value: number;
  /** How to compute it. */
  readonly pipeline: Pipeline;
}

export interface Explanation {
  /** How the loss is computed where nothing goes wrong. */
  readonly right: string;
  /** What gives the loss, the plain causes first. */
  readonly findings: readonly Finding[];
  /** What comes nearest; undefined where nothing can be computed at all. */
  readonly nearest: Finding | undefined;
}

export interface WhyOptions {
  /** The class dim. */
  readonly dim?: number;
  /** The target that does not count. */
  readonly ignore_index?: number;
}

/** Temperatures that people set. */
const TEMPERATURES = [
  0.1, 0.2, 0.25, 0.3, 0.4, 0.5, 0.6, 0.7, 0.75, 0.8, 0.9, 1.25, 1.5, 2, 2.5, 3, 4, 5, 7, 8, 10, 20,
];
/** Above this many scores temperatures are tried alone. */
const MANY = 100_000;
/** What a number that had to be fitted costs by its digits: one with many explains anything. */
const DIGIT_COST = [1.2, 1.7, 3];
const FITTED_COST = 4;
/** From here on a fit says something only where nothing else does. */
const ANYTHING = 3;
/** Two computations of one number differ by less. */
const SAME = 1e-12;

/** A recipe and why it is tried. */
interface Attempt {
  readonly causes: readonly string[];
  readonly cost: number;
  readonly recipe: Recipe;
  /** The hypotheses that were changed. */
  readonly rows: readonly Hypothesis[];
}

const digitsOf = (x: number): number => x.toExponential().replace(/e.*|[-.]/g, "").length;
const fittedCost = (x: number): number => DIGIT_COST[digitsOf(x) - 1] ?? FITTED_COST;

function attemptOf({ right }: Case, rows: readonly Hypothesis[]): Attempt {
  return {
    causes: rows.map(({ about }) => about),
    cost: rows.reduce((sum, { cost }) => sum + cost, 0),
    recipe: Object.assign({}, right, ...rows.map(({ change }) => change)) as Recipe,
    rows,
  };
}

/** Every hypothesis alone, and all pairs that do not exclude each other. */
function combinations(rows: readonly Hypothesis[]): (readonly Hypothesis[])[] {
  const pairs = rows.flatMap((a, i) => rows.slice(i + 1).flatMap((b) => (a.axis === b.axis ? [] : [[a, b]])));
  return [[], ...rows.map((one) => [one]), ...pairs];
}

const temperatureRow = (temperature: number): Hypothesis => ({
  axis: "temperature",
  about: `temperature ${temperature}`,
  change: { temperature },
  cost: fittedCost(temperature),
});

/** Measures attempts; those whose scores begin in the same way come one after the other. */
function measure(attempts: readonly Attempt[], { facts }: Case, evaluate: (pipeline: Pipeline) => number | undefined) {
  const planned = attempts.flatMap((attempt) => {
    const pipeline = pipelineFor(attempt.recipe, facts);
    return pipeline ? [{ ...attempt, pipeline, key: JSON.stringify(pipeline.stages) }] : [];
  });
  // Stryker disable next-line all: the order only saves work
  planned.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
  return planned.flatMap((plan) => {
    const value = evaluate(plan.pipeline);
    return value === undefined ? [] : [{ ...plan, value }];
  });
}

type Measured = ReturnType<typeof measure>[number];

const isSame = (a: number, b: number) =>
  Object.is(a, b) || Math.abs(a - b) <= SAME * Math.min(Math.abs(a), Math.abs(b));

/** Leaves out what changes nothing: a cause without which the number is the same. */
function essential(measured: readonly Measured[]): Measured[] {
  const values = new Map(measured.map(({ causes, value }) => [causes.join("\n"), value]));
  return measured.filter(({ causes, value }) =>
    causes.every((cause) => {
      const without = values.get(causes.filter((other) => other !== cause).join("\n"));
      return without === undefined || !isSame(value, without);
    }),
  );
}

function matches(value: number, { value: wanted, tolerance }: Printed): boolean {
  return Object.is(value, wanted) || Math.abs(value - wanted) <= tolerance;
}

/** Label smoothing on top of an attempt: the loss is linear in it, so two losses give it. */
function smoothed(
  base: Measured,
  printed: Printed,
  remeasure: (attempts: readonly Attempt[]) => Measured[],
): Measured | undefined {
  const at = (smoothing: number, cost: number): Attempt => ({
    ...base,
    causes: [...base.causes, `label smoothing ${smoothing}`],
    cost: base.cost + cost,
    recipe: { ...base.recipe, smoothing },
  });
  if (matches(base.value, printed)) return undefined;
  const [whole] = remeasure([at(1, 0)]);
  const slope = whole ? whole.value - base.value : 0;
  const best = (printed.value - base.value) / slope;
  if (!(best > 0 && best < 1)) return undefined;
  const near = (s: number) => matches(base.value + s * slope, printed);
  const smoothing = rounded(best, near);
  if (smoothing === undefined || smoothing <= 0 || smoothing >= 1) return undefined;
  const cost = fittedCost(smoothing);
  // With another cause only a number that somebody would set.
  if (base.causes.length > 0 && cost >= ANYTHING) return undefined;
  return remeasure([at(smoothing, cost)]).find(({ value }) => matches(value, printed));
}

/** A temperature between two of those that were tried, by bisection; the loss need not rise or fall throughout. */
function heated(tried: readonly Measured[], printed: Printed, valueAt: (temperature: number) => Measured | undefined) {
  const inOrder = tried.toSorted((a, b) => a.recipe.temperature - b.recipe.temperature);
  for (const [i, low] of inOrder.entries()) {
    const high = inOrder[i + 1];
    if (!high || low.value < printed.value === high.value < printed.value) continue;
    let [a, b] = [low.recipe.temperature, high.recipe.temperature];
    for (let step = 0; step < 50; step++) {
      const middle = (a + b) / 2;
      const value = valueAt(middle)?.value ?? Number.NaN;
      if (value < printed.value === low.value < printed.value) a = middle;
      else b = middle;
    }
    const temperature = rounded(a, (t) => matches(valueAt(t)?.value ?? Number.NaN, printed));
    if (temperature !== undefined) return valueAt(temperature);
  }
  return undefined;
}

const finding = ({ causes, cost, value, pipeline }: Measured): Finding => ({ causes, cost, value, pipeline });

/**
 * Tries what goes wrong in practice, alone and in pairs, until it gives the loss.
 * @throws InputError if the targets do not fit the scores.
 */
export function why(printed: Printed, situation: Situation, options: WhyOptions = {}): Explanation {
  const given = caseFor(situation, options.dim, options.ignore_index);
  const evaluate = evaluator(situation);
  const run = (attempts: readonly Attempt[]) => measure(attempts, given, evaluate);
  const temperatures = given.heated ? TEMPERATURES.map(temperatureRow) : [];
  const attempts = combinations(given.hypotheses).map((rows) => attemptOf(given, rows));
  const few = situation.scores.data.length <= MANY;
  const hot = temperatures.flatMap((row) =>
    [[], ...(few ? given.hypotheses.map((other) => [other]) : [])].map((rows) => attemptOf(given, [...rows, row])),
  );
  const plain = run(attempts);
  const all = essential([...plain, ...run(hot)]);
  const alone = plain.filter(({ causes }) => causes.length < 2);
  const smooth = alone.flatMap((base) => smoothed(base, printed, run) ?? []);
  const found = [...all, ...smooth].filter(({ value }) => matches(value, printed));
  if (given.heated && !found.some(({ causes, cost }) => causes.length < 2 && cost < ANYTHING)) {
    const tried = all.filter(({ causes, rows }) => causes.length === 1 && rows[0]?.axis === "temperature");
    const exact = heated([...alone.filter(({ causes }) => causes.length === 0), ...tried], printed, (temperature) => {
      const [one] = run([attemptOf(given, [temperatureRow(temperature)])]);
      return one;
    });
    if (exact) found.push(exact);
  }
  const simple = new Set(found.filter(({ causes }) => causes.length === 1).flatMap(({ causes }) => causes));
  const certain = found.some(({ cost }) => cost < ANYTHING);
  const plausible = found.filter(({ causes, cost }) =>
    causes.length < 2 ? !certain || cost < ANYTHING : !causes.some((cause) => simple.has(cause)),
  );
  const distance = ({ value }: Measured) => Math.abs(value - printed.value) || 0;
  const findings = plausible.sort((a, b) => a.cost - b.cost || distance(a) - distance(b)).map(finding);
  const reachable = plain.filter(({ value }) => Number.isFinite(value)).sort((a, b) => distance(a) - distance(b));
  return { right: given.about, findings, nearest: reachable[0] && finding(reachable[0]) };
}
