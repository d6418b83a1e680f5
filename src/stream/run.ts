/**
 * The streaming path: blocks of input through a ring of slots, worked on by all threads, written in order.
 *
 * @packageDocumentation
 */
import { Worker } from "node:worker_threads";
import { ELEMENTS, roundingNotes } from "../format/elements.js";
import { resolveDim, sizeOf } from "../math/tensor.js";
import { type Position, readClear } from "./clear.js";
import { wholeRows } from "./cut.js";
import { extend, fillTables, instantiate, newMemory } from "./kernels.js";
import { operate } from "./operation.js";
import { type BinaryRows, type Plan, rowsTensor, rowWidth, type TextRows } from "./plan.js";
import { processor, rowsText, type Workshop } from "./process.js";
import { claim, FILLED, fieldAt, newControl, type Sizes, slotAt, slotSize } from "./shared.js";
import { numberText, wordsFor } from "./words.js";
import { floatBytes } from "./writing.js";

/** Where bytes come from and go to. */
export interface Channel {
  /** Fills some of `target`; 0 at the end. */
  read(target: Uint8Array): number | Promise<number>;
  write(bytes: Uint8Array | string): void;
  /** Takes the numbers of the next rows, where nothing is written. They are its own only until it returns. */
  take?(data: Float64Array): void;
  /** Is told now and then how many bytes have been worked on. */
  progress(bytes: number): void;
  /** Is awaited between blocks. */
  turn?(): Promise<void>;
}

/** What the process allows. */
export interface Threads {
  /** How many threads work at most. */
  readonly jobs: number;
  /** The file that a worker runs; without it there is one thread. */
  readonly entry: string | undefined;
  readonly kernels: Uint8Array;
  /** Bytes of a block, where the usual number will not do. */
  readonly block?: number;
  /** A memory in which, behind the tables, the first bytes of the input stand already: a row so long is not copied. */
  readonly memory?: WebAssembly.Memory | undefined;
}

/** Lanes without a result: how many, and the first. */
export interface Trouble {
  count: number;
  first: number;
}

/** What the run found. */
export interface Summary {
  readonly rows: number;
  /** Those with nan, with an infinity, and without entries. */
  readonly troubles: readonly Trouble[];
  /** What the user may want to know about the reading. */
  readonly notes: readonly string[];
  /** Whether the list of all rows was closed. */
  readonly closed: boolean;
}

/** A block has room for this many bytes at least, and for the longest row that is known. */
const BLOCK = 1 << 18;
/** Rows of more bytes take so much memory that they go through one thread. */
const WIDE = 1 << 20;
/** As many blocks must there be that workers are started. */
const WORTH_WORKERS = 6;
/** After as many milliseconds it is asked whether the worker that has a block still lives. */
const PATIENCE = 1000;
const NOTHING = new Uint8Array(0);

function sizesFor({ reading, writing }: Plan, longestRow: number, jobs: number, least = BLOCK): Sizes {
  const block = Math.max(least, Math.ceil(longestRow * 1.0625));
  // The shortest number is a digit and a delimiter.
  const numbers =
    reading.kind === "binary" ? Math.ceil(block / ELEMENTS[reading.element].size) : Math.ceil(block / 2) + 1;
  const output = writing.kind === "text" ? numbers * 32 : writing.kind === "binary" ? numbers * 8 : 0;
  return { slots: jobs === 1 ? 1 : jobs * 2 + 2, block, numbers, output };
}

/** Reads bytes that have been read already, and then the channel. */
function inputOf(rest: { bytes: Uint8Array }, channel: Channel) {
  let left = rest.bytes;
  rest.bytes = NOTHING;
  let ended = false;
  /** Fills `target` from `from` on; returns where what was read ends. */
  const fill = async (target: Uint8Array, from: number): Promise<number> => {
    let length = from;
    while (length < target.length && !(ended && left.length === 0)) {
      const taken = left.subarray(0, target.length - length);
      target.set(taken, length);
      left = left.subarray(taken.length);
      const count = taken.length > 0 ? taken.length : await channel.read(target.subarray(length));
      ended ||= count === 0;
      length += count;
    }
    return length;
  };
  return {
    fill,
    /** Takes back what does not belong to a block. */
    putBack: (bytes: Uint8Array): void => {
      left = Buffer.concat([bytes, left]);
    },
    isOver: (): boolean => ended && left.length === 0,
  };
}

type Input = ReturnType<typeof inputOf>;

/** Fills slots with whole rows, one after the other. */
function filler({ plan, memory, control, sizes }: Workshop, input: Input) {
  /** Blocks of a single row that no slot can hold. */
  const oversize = new Map<number, Buffer>();
  const wholeOf = (bytes: Buffer): number => (input.isOver() ? bytes.length : wholeRows(bytes, plan.reading));

  /** A row, and perhaps more, that begins with these bytes. */
  const longer = async (start: Buffer): Promise<Buffer> => {
    for (let bytes = start; ; ) {
      const larger = Buffer.alloc(bytes.length * 2);
      bytes.copy(larger);
      bytes = larger.subarray(0, await input.fill(larger, bytes.length));
      if (wholeOf(bytes) > 0) return bytes;
    }
  };

  const fill = async (index: number): Promise<boolean> => {
    const slot = index % sizes.slots;
    const target = Buffer.from(memory.buffer, slotAt(slot, sizes).input, sizes.block);
    let bytes: Buffer = target.subarray(0, await input.fill(target, 0));
    if (bytes.length === 0) return false;
    let whole = wholeOf(bytes);
    if (whole === 0) {
      bytes = await longer(bytes);
      whole = wholeOf(bytes);
      oversize.set(index, bytes.subarray(0, whole));
    }
    if (whole < bytes.length) input.putBack(bytes.subarray(whole));
    control[fieldAt(slot, "length")] = oversize.has(index) ? 0 : whole;
    Atomics.store(control, fieldAt(slot, "done"), 0);
    Atomics.store(control, FILLED, index + 1);
    Atomics.notify(control, FILLED);
    return true;
  };
  return { fill, oversize };
}

/** Takes finished blocks in their order: writes their results and adds up what is known of them. */
function taker({ plan, memory, control, sizes }: Workshop, start: Position, channel: Channel) {
  const { reading, writing } = plan;
  const troubles: Trouble[] = [0, 1, 2].map(() => ({ count: 0, first: 0 }));
  let position = start;
  const notes = new Set<string>();
  const lanesPerRow = lanesInRow(plan);
  let bytesDone = 0;

  const advance = (bytes: Uint8Array, rows: number, lines: number, closed: boolean): void => {
    const behind = bytes.length - 1 - bytes.lastIndexOf(0x0a);
    position = {
      row: position.row + rows,
      line: position.line + lines,
      column: behind === bytes.length ? position.column + behind : behind,
      closed: position.closed || closed,
    };
  };

  const addTroubles = (counts: readonly number[], firsts: readonly number[]): void => {
    troubles.forEach((trouble, kind) => {
      if (trouble.count === 0) trouble.first = position.row * lanesPerRow + firsts[kind]!;
      trouble.count += counts[kind]!;
    });
  };

  const takeClear = (bytes: Uint8Array): void => {
    const width = rowWidth(reading);
    const { data, closed } = readClear(bytes, reading, position);
    const rows = data.length / width;
    if (reading.kind === "binary") for (const note of roundingNotes(data, reading.element)) notes.add(note);
    const { tensor, status } = operate(plan.operation)(rowsTensor(reading, data));
    if (writing.kind === "numbers") channel.take?.(tensor.data);
    else if (rows > 0) channel.write(resultBytes(tensor.data, tensor.data.length / rows, writing));
    const lanes = [status?.nan ?? [], status?.infinite ?? [], status?.empty ?? []];
    addTroubles(
      lanes.map(({ length }) => length),
      lanes.map(([first = 0]) => first),
    );
    advance(bytes, rows, linesIn(bytes), closed);
  };

  const isBlankFrom = (bytes: Uint8Array, from: number): boolean => bytes.subarray(from).every((c) => c <= 0x20);

  /** Whether the kernels' result stands: nothing follows the end of a list. */
  const stands = (bytes: Uint8Array, slot: number): boolean => {
    if (control[fieldAt(slot, "irregular")] !== 0) return false;
    if (position.closed) return isBlankFrom(bytes, 0);
    const closed = control[fieldAt(slot, "closed")]!;
    return closed === 0 || isBlankFrom(bytes, closed);
  };

  const take = (index: number, oversize: Buffer | undefined): void => {
    const slot = index % sizes.slots;
    const get = (field: Parameters<typeof fieldAt>[1]) => control[fieldAt(slot, field)]!;
    const { input, numbers, output } = slotAt(slot, sizes);
    const bytes = oversize ?? Buffer.from(memory.buffer, input, get("length"));
    bytesDone += bytes.length;
    channel.progress(bytesDone);
    if (oversize || !stands(bytes, slot)) {
      takeClear(Buffer.from(bytes));
      return;
    }
    if (writing.kind === "numbers") {
      channel.take?.(new Float64Array(memory.buffer, numbers, get("rows") * rowWidth(reading)));
    } else channel.write(new Uint8Array(memory.buffer, output, get("written")));
    const lanes = fieldAt(slot, "lanes");
    addTroubles(
      [0, 2, 4].map((i) => control[lanes + i]!),
      [1, 3, 5].map((i) => control[lanes + i]!),
    );
    advance(bytes, get("rows"), get("lines"), get("closed") > 0);
  };
  return {
    take,
    summary: (): Summary => ({ rows: position.row, troubles, notes: [...notes], closed: position.closed }),
  };
}

/** How many lanes a row has: one, where it is a lane itself. */
function lanesInRow({ reading, operation }: Plan): number {
  const inner = reading.kind === "binary" ? reading.inner : undefined;
  if (!inner || operation.kind !== "reducer") return 1;
  const dim = resolveDim(operation.dim, inner.length + 1);
  return sizeOf(inner) / inner[dim - 1]!;
}

/** The workers of a run. */
interface Crew {
  /** Those of which some have died. */
  readonly errors: readonly Error[];
  /** Starts more of them, where there are as many blocks. */
  grow(blocks: number): void;
  end(): void;
}

/** A worker that has died says so in a turn of the event loop; its block would be waited for in vain. */
async function checkCrew({ errors }: Crew): Promise<void> {
  await new Promise((done) => setImmediate(done));
  if (errors[0]) throw errors[0];
}

function linesIn(bytes: Uint8Array): number {
  return bytes.reduce((count, c) => count + Number(c === 0x0a), 0);
}

/** Results as the clear writer spells them. */
export function resultBytes(data: Float64Array, width: number, writing: TextRows | BinaryRows): Uint8Array | string {
  if (writing.kind === "text") return rowsText(data, width, writing, numberText(writing));
  return floatBytes(data, writing);
}

/**
 * Streams the input behind its head.
 * @param rest what has been read of it already, and is let go
 * @param longestRow the bytes of the longest row that is known
 * @throws InputError for a mistake in the input; the rows before it have been written.
 */
export async function stream(
  plan: Plan,
  rest: { bytes: Uint8Array },
  start: Position,
  longestRow: number,
  channel: Channel,
  { jobs, entry, kernels, block, memory: begun }: Threads,
): Promise<Summary> {
  const threads = entry === undefined || longestRow > WIDE ? 1 : jobs;
  const sizes = sizesFor(plan, longestRow, threads, block);
  const room = sizes.slots * slotSize(sizes);
  const memory = begun ? extend(begun, room) : newMemory(room);
  const module = new WebAssembly.Module(kernels);
  fillTables(memory, instantiate(module, memory, wordsFor(plan)));
  const control = newControl(sizes.slots);
  const workshop: Workshop = { plan, module, memory, control, sizes };
  const process = processor(workshop);
  const input = inputOf(rest, channel);
  const { fill, oversize } = filler(workshop, input);
  const { take, summary } = taker(workshop, start, channel);
  const crew = newCrew(threads - 1, entry, workshop);
  let filled = 0;
  for (let taken = 0; ; ) {
    while (filled - taken < sizes.slots && !input.isOver() && (await fill(filled))) {
      if (++filled >= WORTH_WORKERS) crew.grow(filled);
    }
    if (taken === filled) {
      // Another run may follow, with workers of its own.
      crew.end();
      return summary();
    }
    const done = fieldAt(taken % sizes.slots, "done");
    if (Atomics.load(control, done) === 0) {
      const block = claim(control);
      if (block !== undefined) process(block);
      else if (Atomics.wait(control, done, 0, PATIENCE) === "timed-out") await checkCrew(crew);
    } else {
      take(taken, oversize.get(taken));
      oversize.delete(taken++);
      await channel.turn?.();
    }
  }
}

/** Workers, none yet: at most `most`, and no more than the process allows. */
function newCrew(most: number, entry: string | undefined, workerData: Workshop): Crew {
  const workers: Worker[] = [];
  const errors: Error[] = [];
  let allowed = most;
  const start = () => {
    try {
      const worker = new Worker(entry!, { workerData });
      worker.on("error", (error) => errors.push(error)).unref();
      workers.push(worker);
    } catch {
      // Node's permission model or a limit does not allow it: those that there are do it all.
      allowed = workers.length;
    }
  };
  return {
    errors,
    grow(blocks) {
      while (workers.length < Math.min(allowed, blocks)) start();
    },
    end() {
      for (const worker of workers) void worker.terminate();
    },
  };
}
