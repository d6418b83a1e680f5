import { describe, expect, test } from "vitest";
import { tensor } from "../../src/math/tensor.js";
import { type Printed, type WhyOptions, why } from "../../src/math/why.js";
import { jsonLines, tensorFrom, type Written } from "./suites.js";

interface Case {
  readonly causes: readonly string[];
  readonly loss: string;
  readonly scores: Written;
  readonly target: Written;
  readonly options: WhyOptions & { readonly weight?: Written };
}

/** A number, within half a unit of its last digit or what float32 leaves. */
function printed(text: string): Printed {
  const value = Number(text);
  const digits = text.split(".")[1]?.length ?? 0;
  return { value, tolerance: Math.max(0.5 * 10 ** -digits, 1e-6 * Math.abs(value)) };
}

describe("the true cause is the first, or among equals", () => {
  test.each(jsonLines<Case>("why.jsonl"))("$causes gives $loss", ({ causes, loss, scores, target, options }) => {
    const { weight, ...rest } = options;
    const situation = {
      scores: tensorFrom(scores),
      target: tensorFrom(target),
      weight: weight === undefined ? undefined : tensorFrom(weight),
    };
    const { findings } = why(printed(loss), situation, rest);
    const first = findings.filter(({ cost }) => cost === findings[0]!.cost);
    expect(first.map((one) => one.causes.toSorted().join("; "))).toContain(causes.toSorted().join("; "));
  });
});

const situation = {
  scores: tensor([
    [2, -1, 0.5],
    [1, 3, -2],
  ]),
  target: tensor([0, 2]),
};

test("where nothing gives the loss, the nearest is told", () => {
  const { findings, nearest } = why({ value: 1000, tolerance: 0.5 }, situation);
  expect(findings).toEqual([]);
  expect(nearest!.value).toBeGreaterThan(5);
});

test("infinite and undefined losses are explained too", () => {
  const certain = {
    scores: tensor([
      [0, 1],
      [0.5, 0.5],
    ]),
    target: tensor([0, 1]),
  };
  const { findings } = why({ value: Infinity, tolerance: 0 }, certain);
  expect(findings[0]!.causes).toEqual([]);
});

test("targets that fit no dim", () => {
  expect(() => why({ value: 1, tolerance: 0.1 }, { ...situation, target: tensor([0, 1, 2, 1]) })).toThrow(
    "has 4 numbers, the input 2 rows",
  );
});
