/** The accuracy table: every reference value, every derivative, in ulp. */
import { afterAll, expect, test } from "vitest";
import type { Activation } from "../../src/math/activation.js";
import { ACTIVATIONS } from "../../src/math/activations.js";
import { errorInUlp, referenceNames, referenceRows } from "./reference.js";

/** Default parameters stay within 1 ulp, others within 2. */
const LIMIT = 1;
const LIMIT_ELSEWHERE = 2;

interface Worst {
  error: number;
  x: number;
}

const table: [name: string, f: Worst, derivative: Worst][] = [];

function worstOf(f: (x: number) => number, rows: number[][], column: number): Worst {
  const worst = { error: 0, x: 0 };
  for (const row of rows) {
    const error = errorInUlp(f(row[0]!), row[column]!, row[column + 1]!);
    if (!(error <= worst.error)) Object.assign(worst, { error, x: row[0]! });
  }
  return worst;
}

/** `celu_alpha=0.3`: the function and its parameters. */
function parse(file: string): [activation: Activation, parameters: Record<string, number>] {
  const [name, ...parameters] = file.split("_");
  return [
    ACTIVATIONS.get(name!)!,
    Object.fromEntries(parameters.map((text) => text.split("=")).map(([key, value]) => [key, Number(value)])),
  ];
}

for (const folder of ["activations", "points"]) {
  test.each(referenceNames(folder))(`${folder}: %s`, (file) => {
    const [activation, parameters] = parse(file);
    const rows = referenceRows(`${folder}/${file}`);
    expect(rows.length).toBeGreaterThan(100);
    const f = worstOf((x) => activation(x, parameters), rows, 1);
    const derivative = worstOf((x) => activation.derivative(x, parameters), rows, 3);
    table.push([`${folder}/${file}`, f, derivative]);
    const limit = Object.keys(parameters).length > 0 ? LIMIT_ELSEWHERE : LIMIT;
    expect(f.error, `f(${f.x})`).toBeLessThanOrEqual(limit);
    expect(derivative.error, `f'(${derivative.x})`).toBeLessThanOrEqual(limit);
  });
}

afterAll(() => {
  const lines = table.map(
    ([name, f, d]) =>
      `${name.padEnd(28)} ${f.error.toFixed(4)}  ${String(f.x).padEnd(24)} ${d.error.toFixed(4)}  ${d.x}`,
  );
  console.log([`${"largest error in ulp".padEnd(28)} f       ${"at".padEnd(24)} f'      at`, ...lines].join("\n"));
});
