/** Single losses, each to its last digit. */
import { expect, test } from "vitest";
import { LOSSES } from "../../src/math/losses.js";
import { errorInUlp } from "./reference.js";
import { jsonLines } from "./suites.js";

interface Case {
  readonly loss: string;
  readonly input: number[] | number[][];
  readonly target: number[];
  readonly options: object;
  readonly y: number;
  readonly ylo: number;
}

/** Rounded once where the loss is of ordinary magnitude; a weight may take it elsewhere. */
const bound = (y: number) => (y > 1e-280 && y < 1e280 ? 0.51 : 1);

test.each(jsonLines<Case>("losses-digits.jsonl"))("$loss of $input, target $target, $options", (one) => {
  const found = LOSSES.get(one.loss)!(one.input, one.target, { ...one.options, reduction: "none" }).data[0]!;
  expect(errorInUlp(found, one.y, one.ylo)).toBeLessThan(bound(one.y));
});
