/** Doubles as whole numbers of 2^-1074, for exact comparisons. */

const DOUBLE = new DataView(new ArrayBuffer(8));

/** A finite double in units of 2^-1074. */
export function units(x: number): bigint {
  DOUBLE.setFloat64(0, x);
  const bits = DOUBLE.getBigUint64(0);
  const exponent = (bits >> 52n) & 0x7ffn;
  const fraction = bits & 0xfffffffffffffn;
  const magnitude = exponent === 0n ? fraction : (fraction | 0x10000000000000n) << (exponent - 1n);
  return bits >> 63n ? -magnitude : magnitude;
}

/** The double nearest to a whole number of 2^-1074, ties to even. */
export function fromUnits(n: bigint): number {
  const magnitude = n < 0n ? -n : n;
  const excess = Math.max(magnitude.toString(2).length - 64, 0);
  const head = magnitude >> BigInt(excess);
  // What is cut off can only break ties: one odd bit stands for it.
  const sticky = head << BigInt(excess) === magnitude ? 0n : 1n;
  const exponent = excess - 1074;
  const half = exponent >> 1;
  const value = Number(head | sticky) * 2 ** half * 2 ** (exponent - half);
  return n < 0n ? -value : value;
}
