/**
 * The random numbers of `torch.manual_seed`, `torch.rand` and `torch.randn` on a CPU.
 *
 * The generator is the Mersenne Twister (Matsumoto & Nishimura 1998, "Mersenne Twister: a
 * 623-dimensionally equidistributed uniform pseudo-random number generator"); how its words become
 * numbers follows ATen's CPUGeneratorImpl, DistributionsHelper.h and DistributionTemplates.h.
 *
 * @packageDocumentation
 */
import { pow2 } from "./special/bits.js";
import { log, log1p } from "./special/log.js";
import { turn } from "./special/trigonometric.js";
import { sizeOf, Tensor } from "./tensor.js";

/** A generator; its state goes on with every number drawn. */
export interface Generator {
  /** The next 32 random bits. */
  next(): number;
  /** The second number of a pair of normal ones, kept for the next call. */
  spare: number | undefined;
}

const WORDS = 624;
const MIDDLE = 397;
/** Normal numbers come in blocks where there are at least this many. */
const BLOCK = 16;

/** The initial state of a seed: its low 32 bits count. */
function stateFor(seed: number): Uint32Array {
  const state = new Uint32Array(WORDS);
  state[0] = seed % pow2(32);
  for (let i = 1; i < WORDS; i++) {
    const previous = state[i - 1]!;
    state[i] = Math.imul(1812433253, previous ^ (previous >>> 30)) + i;
  }
  return state;
}

function twist(state: Uint32Array): void {
  for (let i = 0; i < WORDS; i++) {
    const y = (state[i]! & 0x80000000) | (state[(i + 1) % WORDS]! & 0x7fffffff);
    state[i] = state[(i + MIDDLE) % WORDS]! ^ (y >>> 1) ^ (y & 1 ? 0x9908b0df : 0);
  }
}

/** The generator after `torch.manual_seed(seed)`. */
export function generator(seed: number): Generator {
  const state = stateFor(seed);
  let at = WORDS;
  const next = () => {
    if (at === WORDS) {
      twist(state);
      at = 0;
    }
    let y = state[at++]!;
    y ^= y >>> 11;
    y ^= (y << 7) & 0x9d2c5680;
    y ^= (y << 15) & 0xefc60000;
    return (y ^ (y >>> 18)) >>> 0;
  };
  return { next, spare: undefined };
}

/** A float32 in [0, 1): 24 bits. */
const uniform24 = (from: Generator): number => (from.next() & 0xffffff) * pow2(-24);

/** A double in [0, 1): the low 53 of 64 bits, the first word above the second. */
function uniform53(from: Generator): number {
  const high = from.next() & 0x1fffff;
  return (high * pow2(32) + from.next()) * pow2(-53);
}

/** Numbers from `low` up to `high`, as `torch.rand(shape)`; float32. */
export function rand(shape: readonly number[], from: Generator, low = 0, high = 1): Tensor {
  const width = Math.fround(high - low);
  const data = new Float64Array(sizeOf(shape));
  for (let i = 0; i < data.length; i++) data[i] = Math.fround(Math.fround(uniform24(from) * width) + Math.fround(low));
  return new Tensor(data, shape, "float32");
}

/** One normal number (Box & Muller 1958); its twin is kept. */
function normal(from: Generator): number {
  if (from.spare !== undefined) {
    const { spare } = from;
    from.spare = undefined;
    return spare;
  }
  const angle = turn(uniform53(from));
  const radius = Math.sqrt(-2 * log1p(-uniform53(from)));
  from.spare = radius * angle.sin;
  return radius * angle.cos;
}

/** Turns 16 uniform numbers into normal ones: the first eight give the radius, the others the angle. */
function normalBlock(data: Float64Array, start: number): void {
  for (let i = start; i < start + BLOCK / 2; i++) {
    const radius = Math.sqrt(-2 * log(1 - data[i]!));
    const angle = turn(data[i + BLOCK / 2]!);
    data[i] = radius * angle.cos;
    data[i + BLOCK / 2] = radius * angle.sin;
  }
}

function normalBlocks(data: Float64Array, from: Generator): void {
  for (let i = 0; i < data.length; i++) data[i] = uniform24(from);
  for (let i = 0; i + BLOCK <= data.length; i += BLOCK) normalBlock(data, i);
  if (data.length % BLOCK === 0) return;
  // What is left over is drawn anew as a last whole block, over the numbers that stand there.
  const last = data.length - BLOCK;
  for (let i = last; i < data.length; i++) data[i] = uniform24(from);
  normalBlock(data, last);
}

/** Normally distributed numbers, as `torch.randn(shape)`; float32. */
export function randn(shape: readonly number[], from: Generator, mean = 0, std = 1): Tensor {
  const data = new Float64Array(sizeOf(shape));
  if (data.length < BLOCK) for (let i = 0; i < data.length; i++) data[i] = normal(from);
  else normalBlocks(data, from);
  for (let i = 0; i < data.length; i++) data[i] = Math.fround(data[i]! * std + mean);
  return new Tensor(data, shape, "float32");
}
