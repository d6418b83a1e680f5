/** What why tries for each kind of scores and targets, and the chain of functions that does it. */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { type Nested, tensor } from "../../src/math/tensor.js";
import { type Finding, type WhyOptions, why } from "../../src/math/why.js";

interface Given {
  readonly scores: Nested;
  readonly target: Nested;
  readonly weight?: Nested;
  readonly options?: WhyOptions;
}

/** `softmax dim=1 | nll`: the stages and the loss, then what is done to the target and the factor, if anything. */
function chain({ pipeline: { stages, loss, target, weighted, factor } }: Finding): string {
  const said = ({ name, options }: { name: string; options: object }) =>
    [name, ...Object.entries(options).map(([key, value]) => `${key}=${value}`)].join(" ");
  const changes = [
    target.move === "none" ? "" : `, ${target.move}`,
    target.smoothing > 0 ? `, smoothed ${target.smoothing}` : "",
    weighted ? ", weighted" : "",
    factor === undefined ? "" : `, times ${factor.toFixed(4)}`,
  ];
  return [...stages, loss].map(said).join(" | ") + changes.join("");
}

/** Every cause alone that changes the loss, as `cost: cause: chain`; temperatures apart. */
function tried({ scores, target, weight, options }: Given): string[] {
  const situation = { scores: tensor(scores), target: tensor(target), ...(weight && { weight: tensor(weight) }) };
  const { right, findings } = why({ value: 0, tolerance: Infinity }, situation, options);
  return findings
    .filter(({ causes }) => causes.length < 2 && !causes[0]?.startsWith("temperature"))
    .map((one) => `${one.cost}: ${one.causes[0] ?? right}: ${chain(one)}`)
    .sort();
}

const LOGITS = [
  [2, -1, 0.5],
  [1, 3, -2],
];
const P = [
  [0.7, 0.2, 0.1],
  [0.1, 0.6, 0.3],
];

const GIVEN: readonly (readonly [string, Given])[] = [
  ["logits", { scores: LOGITS, target: [0, 2] }],
  ["logits, weights, ignored", { scores: LOGITS, target: [0, 2], weight: [1, 2, 3], options: { ignore_index: 2 } }],
  ["positive logits", { scores: [[2, 1, 0.5]], target: [1] }],
  ["probabilities", { scores: P, target: [0, 1] }],
  [
    "certain probabilities",
    {
      scores: [
        [0, 1],
        [0.5, 0.5],
      ],
      target: [0, 1],
    },
  ],
  ["log-probabilities", { scores: P.map((row) => row.map(Math.log)), target: [0, 1] }],
  [
    "more dims",
    {
      scores: [
        [
          [1, 2],
          [3, 4],
          [0, 1],
        ],
        [
          [2, 1],
          [1, 1],
          [5, 2],
        ],
      ],
      target: [
        [0, 2],
        [1, 0],
      ],
    },
  ],
  [
    "classes last",
    {
      scores: [
        [
          [1, 2, 0],
          [3, 4, 1],
        ],
        [
          [0, 1, 5],
          [2, 1, 1],
        ],
      ],
      target: [
        [0, 2],
        [1, 0],
      ],
    },
  ],
  [
    "a padded batch",
    {
      scores: [
        [1, 2],
        [3, 1],
        [0, 1],
      ],
      target: [0, -1, 1],
    },
  ],
  ["probabilities as targets", { scores: LOGITS, target: P }],
  ["probabilities for probabilities", { scores: P, target: P, weight: [1, 2, 3] }],
  ["yes or no", { scores: [2, -1], target: [1, 0] }],
  [
    "yes or no for probabilities",
    {
      scores: [
        [0.2, 0.7],
        [0, 1],
      ],
      target: [
        [1, 0],
        [1, 1],
      ],
    },
  ],
  ["weighted yes or no", { scores: [[2, -1]], target: [[1, 1]], weight: [1, 2] }],
  ["a column", { scores: [[2], [-1]], target: [1, 0] }],
  ["certain logits", { scores: [[40, 0, 1]], target: [1] }],
  ["certain yes or no", { scores: [40, -3], target: [0, 1] }],
  ["an ignored target that does not occur", { scores: LOGITS, target: [0, 1], options: { ignore_index: 2 } }],
  ["target 0 ignored", { scores: LOGITS, target: [0, 1], options: { ignore_index: 0 } }],
  ["a target beyond the classes", { scores: LOGITS, target: [0, 3] }],
  ["the class dim named", { scores: LOGITS, target: [0, 1, 1], options: { dim: 0 } }],
];

/** Sections that begin with `## NAME`. */
const EXPECTED = new Map(
  readFileSync(new URL("why.causes.txt", import.meta.url), "utf8")
    .split(/^## /m)
    .slice(1)
    .map((section) => section.trimEnd().split("\n"))
    .map(([name, ...lines]) => [name!, lines]),
);

test.each(GIVEN)("%s", (name, given) => expect(tried(given)).toEqual(EXPECTED.get(name)));

test("findings come by what they cost, then by how near they are", () => {
  for (const [name, { scores, target }] of GIVEN) {
    for (const [value, tolerance] of [
      [1, Infinity],
      [1, 0.3],
      [0.7, 0.05],
    ] as const) {
      const { findings } = why({ value, tolerance }, { scores: tensor(scores), target: tensor(target) });
      const keys = findings.map((one) => [one.cost, Math.abs(one.value - value) || 0] as const);
      expect(keys, name).toEqual(keys.toSorted(([a, b], [c, d]) => a - c || b - d));
      for (const one of findings) expect(Math.abs(one.value - value)).toBeLessThanOrEqual(tolerance);
      // What explains it alone explains nothing together with more.
      const alone = new Set(findings.flatMap(({ causes }) => (causes.length === 1 ? causes : [])));
      for (const { causes } of findings) {
        expect(causes.length).toBeLessThan(3);
        if (causes.length === 2) expect(causes.filter((cause) => alone.has(cause))).toEqual([]);
      }
    }
  }
});

test("the nearest is the plain way that comes nearest", () => {
  const situation = { scores: tensor(LOGITS), target: tensor([0, 2]) };
  const { findings } = why({ value: 0, tolerance: Infinity }, situation);
  const plain = findings.filter(({ causes }) => !causes[0]?.startsWith("temperature"));
  const most = plain.reduce((a, b) => (b.value > a.value ? b : a));
  const { nearest } = why({ value: 1e6, tolerance: 1 }, situation);
  expect(nearest!.value).toBeGreaterThanOrEqual(most.value);
  expect(why({ value: 1e6, tolerance: 1 }, situation).findings).toEqual([]);
});
