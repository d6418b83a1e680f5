/**
 * Number text in blocks of bytes, for the streaming path: what `src/format` does with strings, on bytes and with the
 * same results to the last bit.
 */
export { LEAST, MOST, PAIRS, POWERS, TABLES_END } from "./words";
export { readNumber, value } from "./read-number";
export { writeNumber } from "./write-number";
export { closed, countLines, readDelimited, readLists } from "./read-rows";
export { writeRows } from "./write-rows";
export { softmaxFloats } from "./softmax-floats";
