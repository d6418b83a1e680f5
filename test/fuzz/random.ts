/** Random choices that a seed decides. */

export interface Random {
  /** A whole number from 0, below `n`. */
  below(n: number): number;
  /** A number from 0, below 1. */
  part(): number;
  /** True once in `n` times. */
  oneIn(n: number): boolean;
  pick<T>(items: readonly T[]): T;
  /** What `make` gives, `count` times. */
  times<T>(count: number, make: (i: number) => T): T[];
}

/** The choices for one input of a seed: sfc32 of PractRand. */
export function randomFor(seed: number, index: number): Random {
  let [a, b, c, counter] = [seed | 0, index | 0, 0x9e3779b9 | 0, 1];
  const next = (): number => {
    const t = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (c << 21) | (c >>> 11);
    c = (c + t) | 0;
    return t >>> 0;
  };
  for (let i = 0; i < 15; i++) next();
  const part = () => next() / 2 ** 32;
  const below = (n: number) => Math.floor(part() * n);
  return {
    below,
    part,
    oneIn: (n) => below(n) === 0,
    pick: (items) => items[below(items.length)]!,
    times: (count, make) => Array.from({ length: count }, (_, i) => make(i)),
  };
}

/** A size from 0 to `most`, small ones oftener. */
export function smallSize(random: Random, most: number): number {
  return Math.floor(most ** random.part()) - 1 + random.below(2);
}
