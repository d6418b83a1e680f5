import fc from "fast-check";
import { expect, test } from "vitest";
import { packedTexts } from "../../src/cli/packed-texts.js";

const TEXT = fc.oneof(fc.string(), fc.string({ unit: "binary" }));
const BLOCKS = fc.array(fc.record({ texts: fc.array(TEXT), gap: fc.nat(3) }));

test("texts come back as they were, empty ones where none were added", () => {
  fc.assert(
    fc.property(BLOCKS, fc.nat(3), (blocks, behind) => {
      const packed = packedTexts();
      const plain: string[] = [];
      for (const { texts, gap } of blocks) {
        plain.push(...new Array<string>(gap).fill(""));
        packed.add(texts, plain.length);
        plain.push(...texts);
      }
      const count = plain.length + behind;
      plain.push(...new Array<string>(behind).fill(""));
      const { length, at, slice } = packed.all(count);
      expect([length, slice()]).toEqual([count, plain]);
      expect(plain.map((_, i) => at(plain.length - 1 - i))).toEqual(plain.toReversed());
      const middle = Math.floor(count / 2);
      expect([slice(middle), slice(0, middle), slice(count, count + 1)]).toEqual([
        plain.slice(middle),
        plain.slice(0, middle),
        [],
      ]);
    }),
  );
});
