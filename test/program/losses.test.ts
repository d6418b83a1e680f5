/** The losses of the parts of an input add up to that of the whole, through the command. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { LOSSES } from "../../src/math/losses.js";
import { fromUnits, units } from "../math/exact.js";
import { outputOf } from "./files.js";

const CLASSES = 3;
const row = (entry: fc.Arbitrary<number>) => fc.array(entry, { minLength: CLASSES, maxLength: CLASSES });
const score = fc.double({ min: -20, max: 20, noNaN: true });
const probability = fc.double({ min: 0.01, max: 0.99, noNaN: true });

interface Parts {
  readonly sum: number;
  readonly remainder: number;
  readonly denominator: number;
}

const countOf = async (name: string, scores: unknown[], targets: unknown[], more: readonly string[]): Promise<Parts> =>
  JSON.parse(
    (await outputOf([name, "-", JSON.stringify(targets), "--count", "-q", ...more], JSON.stringify(scores))).toString(),
  );

test.each([...LOSSES.keys()])("%s", async (name) => {
  const { row: loss } = LOSSES.get(name)!;
  const perClass = loss.target !== "like the input";
  const target = perClass ? fc.constantFrom<number | number[]>(0, 1, 2) : row(probability);
  const sample = fc.tuple(row(loss.scores[0] === "probs" ? probability : score), target);
  const samples = fc.array(sample, { minLength: 2, maxLength: 8 });
  const weights = perClass ? fc.constantFrom([], ["--weight", "1,2,0.5"], ["--ignore-index", "1"]) : fc.constant([]);
  await fc.assert(
    fc.asyncProperty(samples, fc.nat(), weights, async (drawn, cut, more) => {
      const at = 1 + (cut % (drawn.length - 1));
      const count = (part: typeof drawn) =>
        countOf(
          name,
          part.map(([x]) => x),
          part.map(([, t]) => t),
          more,
        );
      const parts = [await count(drawn.slice(0, at)), await count(drawn.slice(at))];
      const whole = await count(drawn);
      const total = (key: keyof Parts) => parts.reduce((sum, part) => sum + units(part[key]), 0n);
      expect(fromUnits(total("sum") + total("remainder"))).toBe(whole.sum);
      expect(fromUnits(total("denominator"))).toBe(whole.denominator);
    }),
    { numRuns: 40 },
  );
});
