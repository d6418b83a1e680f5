/**
 * One block: its bytes to numbers, the operation, and the results to bytes.
 *
 * @packageDocumentation
 */
import { decodeElements, ELEMENTS, roundingNotes } from "../format/elements.js";
import type { LaneStatus } from "../math/reducers.js";
import { floatSoftmax, isFloatSoftmax } from "./float-softmax.js";
import { instantiate, type Kernels } from "./kernels.js";
import { type OperateRows, operate, operateRows } from "./operation.js";
import { type Plan, type Reading, rowsTensor, rowWidth, type TextRows } from "./plan.js";
import { fieldAt, type Sizes, type Slot, slotAt } from "./shared.js";
import { numberText, wordsFor } from "./words.js";

/** What all threads work with. */
export interface Workshop {
  readonly plan: Plan;
  readonly module: WebAssembly.Module;
  readonly memory: WebAssembly.Memory;
  readonly control: Int32Array;
  readonly sizes: Sizes;
}

/** Works on block `index`, whose bytes stand in slot `index` modulo their number. */
export type Process = (index: number) => void;

/** Four bytes as a word, the first lowest. */
function packed(text: string): number {
  return [...text].reduce((word, c, i) => word | (c.charCodeAt(0) << (8 * i)), 0);
}

/** Reads the block in a slot; returns how many rows it has, or -1 where the clear reader must look. */
export type Read = (slot: Slot, length: number) => number;

/** Puts numbers in place of a block's bytes; */
function reader(reading: Reading, kernels: Kernels, memory: WebAssembly.Memory): Read {
  const bytes = new Uint8Array(memory.buffer);
  return ({ input, numbers }: Slot, length: number): number => {
    const end = input + length;
    switch (reading.kind) {
      case "delimited":
        if (bytes[end - 1] !== 0x0a) bytes[end] = 0x0a;
        return kernels.readDelimited(input, end, reading.delimiter.charCodeAt(0), reading.width, numbers);
      case "lists":
        bytes[end] = 0;
        return kernels.readLists(input, end, Number(reading.commas), reading.width, numbers);
      case "binary": {
        const { size } = ELEMENTS[reading.element];
        const count = Math.floor(length / size);
        const into = new Float64Array(memory.buffer, numbers, count);
        if (reading.element === "float32" && reading.littleEndian)
          into.set(new Float32Array(memory.buffer, input, count));
        else into.set(decodeElements(bytes.subarray(input, end), ELEMENTS[reading.element], reading.littleEndian));
        // The clear path says that they are rounded.
        return roundingNotes(into, reading.element).length > 0 ? -1 : count / reading.width;
      }
    }
  };
}

/** Spells results that the kernels do not write; -1 where they do not fit. */
function writeSpelled(data: Float64Array, width: number, style: TextRows, into: Uint8Array): number {
  const text = Buffer.from(rowsText(data, width, style, numberText(style)), "latin1");
  if (text.length > into.length) return -1;
  into.set(text);
  return text.length;
}

/** Rows of numbers as text. */
export function rowsText(
  data: Float64Array,
  width: number,
  { before, delimiter, after }: TextRows,
  number: (x: number) => string,
): string {
  const rows: string[] = [];
  for (let i = 0; i < data.length; i += width) {
    rows.push(before + Array.from(data.subarray(i, i + width), number).join(delimiter) + after);
  }
  return rows.join("");
}

/** Puts a block's results in its output; returns how many bytes, or -1 where they do not fit. */
function writer({ writing }: Plan, kernels: Kernels, memory: WebAssembly.Memory) {
  if (writing.kind === "numbers") return (): number => 0;
  if (writing.kind === "binary") {
    return ({ output }: Slot, data: Float64Array): number => {
      const { buffer } = memory;
      const into = writing.single
        ? new Float32Array(buffer, output, data.length)
        : new Float64Array(buffer, output, data.length);
      into.set(data);
      return into.byteLength;
    };
  }
  const { before, delimiter, after, precision } = writing;
  const style = [packed(before), before.length, delimiter.charCodeAt(0), packed(after), after.length] as const;
  return ({ numbers, output, end }: Slot, data: Float64Array, width: number): number => {
    if (precision !== undefined) {
      return writeSpelled(data, width, writing, new Uint8Array(memory.buffer, output, end - output));
    }
    if (data.byteOffset !== numbers) new Float64Array(memory.buffer, numbers, data.length).set(data);
    return kernels.writeRows(numbers, data.length / width, width, output, ...style) - output;
  };
}

function noteLanes(control: Int32Array, at: number, status: LaneStatus | undefined): void {
  [status?.nan, status?.infinite, status?.empty].forEach((lanes = [], i) => {
    control[at + 2 * i] = lanes.length;
    control[at + 2 * i + 1] = lanes[0] ?? 0;
  });
}

/** Works on a block of numbers; gives how many bytes came out, or -1 where they do not fit. */
export type Rows = (slot: Slot, rows: number) => { written: number; status?: LaneStatus | undefined };

/** Any operation on rows of doubles. */
function anyRows(plan: Plan, kernels: Kernels, memory: WebAssembly.Memory): Rows {
  const write = writer(plan, kernels, memory);
  const width = rowWidth(plan.reading);
  const general = operate(plan.operation);
  const isShaped = plan.reading.kind === "binary" && plan.reading.inner !== undefined;
  const run: OperateRows =
    (!isShaped && operateRows(plan.operation, width)) ||
    ((data) => {
      const { tensor, ...status } = general(rowsTensor(plan.reading, data));
      return { data: tensor.data, ...status };
    });
  return (slot, rows) => {
    if (rows === 0) return { written: 0 };
    const { data, status } = run(new Float64Array(memory.buffer, slot.numbers, rows * width), rows);
    return { written: write(slot, data, data.length / rows), status };
  };
}

/** What a thread does with each block that it claims. */
export function processor({ plan, module, memory, control, sizes }: Workshop): Process {
  const floats = isFloatSoftmax(plan) ? floatSoftmax(plan, memory) : undefined;
  const kernels = instantiate(module, memory, wordsFor(plan), floats?.softmaxRow);
  const read = floats?.count ?? reader(plan.reading, kernels, memory);
  const run = floats?.rows(kernels) ?? anyRows(plan, kernels, memory);
  const work = (slot: number): void => {
    const at = (field: Parameters<typeof fieldAt>[1]) => fieldAt(slot, field);
    const place = slotAt(slot, sizes);
    const length = control[at("length")]!;
    const rows = read(place, length);
    const { written, status } = rows < 0 ? { written: -1 } : run(place, rows);
    control[at("irregular")] = Number(written < 0);
    if (written < 0) return;
    control[at("rows")] = rows;
    control[at("written")] = written;
    noteLanes(control, at("lanes"), status);
    const isList = plan.reading.kind === "lists";
    const { value: closed } = kernels.closed;
    control[at("closed")] = isList && closed > 0 ? closed - place.input : 0;
    control[at("lines")] = isList ? kernels.countLines(place.input, place.input + length) : rows;
  };
  return (index) => {
    const slot = index % sizes.slots;
    work(slot);
    Atomics.store(control, fieldAt(slot, "done"), 1);
    Atomics.notify(control, fieldAt(slot, "done"));
  };
}
