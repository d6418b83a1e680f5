/** The tables that are computed, against mpmath's digits (test/reference/generators/tables.py exp log). */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { EXP_TABLE } from "../../../src/math/special/exp-table.js";
import { logTable } from "../../../src/math/special/log-table.js";

const reference = (name: string): number[][] =>
  JSON.parse(readFileSync(join(import.meta.dirname, "../../reference/special", name), "utf8"));

test.each([
  ["exp-table.json", EXP_TABLE, 128],
  ["log-table.json", logTable(), 92],
])("%s", (name, table, entries) => {
  expect(table).toHaveLength(2 * entries);
  expect(table).toEqual(new Float64Array(reference(name).flat()));
});
