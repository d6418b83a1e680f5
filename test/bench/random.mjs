/** Normal numbers from Marsaglia's xorshift by Box and Muller's method. */
export function randn() {
  let state = 2463534242;
  const word = () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state >>> 0;
  };
  const uniform = () => (word() * 2 ** 21 + (word() >>> 11) + 0.5) / 2 ** 53;
  return () => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());
}
