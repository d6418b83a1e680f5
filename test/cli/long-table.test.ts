import { expect, test } from "vitest";
import { shadeOf } from "../../src/cli/shade.js";
import { type TableOptions, table } from "../../src/cli/table.js";
import { Tensor, tensor } from "../../src/math/tensor.js";

const plain: TableOptions = { width: 80, color: 0, full: false, column: false, asides: [] };

/** Rows 0 to `count` of the same three numbers. */
const same = (count: number) =>
  new Tensor(
    new Float64Array(count * 3).map((_, i) => (i % 3) + 0.5),
    [count, 3],
  );

test("--full draws the rows behind the first part as the first", () => {
  const lines = table(same(300), { ...plain, full: true }).split("\n");
  expect(lines.length).toBe(300 + 4 + 1);
  const numbers = lines.slice(3, -2).map((line) => line.slice(6));
  expect(new Set(numbers).size).toBe(1);
  expect(lines[3 + 299]).toMatch(/^│ 299 │ 0\.5000 │ 1\.5000 │ 2\.5000 │$/);
});

test("--full draws 100,000 rows", () => {
  expect(table(same(100_000), { ...plain, full: true }).split("\n").length).toBe(100_005);
});

test("no line is wider than the terminal, and left out columns are counted", () => {
  for (const width of [40, 80, 120]) {
    const text = table(new Tensor(new Float64Array(600).fill(1 / 3), [3, 200]), { ...plain, width });
    for (const line of text.split("\n")) expect(line.length).toBeLessThanOrEqual(width);
    const [head = ""] = text.split("\n").slice(1);
    const shown = head.match(/\d+/g)!.length;
    expect(text.replaceAll("\n", " ")).toContain(`${200 - shown} of 200 columns left out; --full shows all`);
  }
});

test("long names give way before columns do", () => {
  const header = ["a name that goes on and on and on", "b"];
  const text = table(tensor([[1, 2]]), { ...plain, width: 30, header });
  expect(text).toContain("│ a name that goe… │ b │");
});

test("rows, slices and columns that are left out are said", () => {
  const t = new Tensor(new Float64Array(10 * 20 * 30), [10, 20, 30]);
  expect(table(t, plain)).toContain("4 of 10 slices, 14 of 20 rows, 15 of 30 columns left out; --full shows all");
});

test("a whole column turns to exponents where a number would show as 0", () => {
  expect(
    table(
      tensor([
        [1, 1],
        [1e-9, 2.5],
      ]),
      plain,
    ),
  ).toMatch(/1\.0000e\+00 │ 1\.0000 │\n.*1\.0000e-09 │ 2\.5000 │/);
});

test("shares are shaded where there are 256 colours, the largest in bold, nan not", () => {
  const options = { ...plain, largest: 1, shares: true };
  const t = tensor([[0.1, 0.9, Number.NaN]]);
  expect(table(t, { ...options, color: 2 })).toContain("\u001b[1m\u001b[38;5;16m\u001b[48;5;148m 0.9000 ");
  expect(table(t, { ...options, color: 2 })).toContain("\u001b[1m\u001b[31m nan ");
  expect(table(t, { ...options, color: 1 })).toContain("\u001b[1m\u001b[32m 0.9000 ");
  expect(table(t, { ...options, color: 1 })).not.toContain("48;5");
  expect(table(t, options)).toContain("0.9000*");
});

test("shades have light ink on dark paper, and the ends of the scale for what is outside", () => {
  expect(shadeOf(0)).toEqual([231, 53]);
  expect(shadeOf(1)).toEqual([16, 220]);
  expect(shadeOf(2)).toEqual(shadeOf(1));
  expect(shadeOf(-1)).toEqual(shadeOf(0));
});
