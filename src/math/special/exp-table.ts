/**
 * 2^(j/128) for j = 0..127: a head of 26 bits, whose product with 27 bits is exact, and the rest. They are computed,
 * which takes less room than their digits; the tests have those of test/reference/generators/tables.py.
 *
 * @packageDocumentation
 */
import { pow2 } from "./bits.js";

/** 2^(1/128) in units of 2^-{@link UNIT}. */
const ROOT = 0x10163da9fb33356d84a66ae336dcdfa40n;
const UNIT = 128n;
/** The bits behind those of a head. */
const BEHIND = UNIT - 25n;

function expTable(): Float64Array {
  const table = new Float64Array(256);
  const [ofHead, ofRest] = [pow2(-25), pow2(-128)];
  let power = 1n << UNIT;
  for (let j = 0; j < 256; j += 2) {
    const head = (power + (1n << (BEHIND - 1n))) >> BEHIND;
    table[j] = Number(head) * ofHead;
    table[j + 1] = Number(power - (head << BEHIND)) * ofRest;
    power = (power * ROOT) >> UNIT;
  }
  return table;
}

/** head, rest, head, rest, ... */
export const EXP_TABLE = expTable();
