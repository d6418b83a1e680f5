/**
 * The show command: numbers as they are, in any format.
 *
 * @packageDocumentation
 */
import { shapeText } from "../math/tensor.js";
import type { CommandRow } from "./command.js";
import { readOrList } from "./input.js";
import { DATA_OPTIONS } from "./options.js";
import { emit } from "./output.js";
import { emitRecords } from "./records.js";
import { streamed } from "./stream.js";

export const showCommand: CommandRow = {
  name: "show",
  group: "data",
  about: "view numbers, or convert them to another format",
  operands: "[numbers|literal|file|-]...",
  examples: ["actfn show '[[1,2],[3,4]]' --to csv"],
  options: DATA_OPTIONS,
  readsInput: true,
  async run({ operands, options }, context) {
    const rest = await streamed({ name: "show", operation: () => ({ kind: "identity" }) }, operands, options, context);
    if (!rest) return;
    const input = readOrList(operands, options, rest);
    if (!("tensor" in input)) {
      return emitRecords(
        input.map(({ name, shape, dtype }) => ({ name, shape, dtype })),
        "json",
        options,
        context,
      );
    }
    const caption = `${shapeText(input.tensor.shape)}, from ${input.format}`;
    await emit({ tensor: input.tensor, from: input, caption }, options, context);
  },
};
