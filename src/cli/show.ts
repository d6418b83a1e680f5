/**
 * The show command: numbers as they are, in any format.
 *
 * @packageDocumentation
 */
import { sizeText } from "../math/tensor.js";
import type { CommandRow } from "./command.js";
import { type Input, readOrList } from "./input.js";
import { entriesOf } from "./open-input.js";
import { DATA_OPTIONS } from "./options.js";
import { emitRecords } from "./records.js";
import { type RowWork, workWhole } from "./row-work.js";
import { streamed } from "./stream.js";

/** Rows as they are. */
const AS_THEY_ARE: RowWork = {
  make: (from: Input) => ({
    tensor: from.tensor,
    from,
    caption: AS_THEY_ARE.caption(from.tensor.shape, from.format),
  }),
  caption: (shape, format) => `${sizeText(shape)}, from ${format}`,
};

export const showCommand: CommandRow = {
  name: "show",
  group: "data",
  about: "view numbers, or convert them to another format",
  operands: "[numbers|literal|file|-]...",
  examples: ["actfn show '[[1,2],[3,4]]' --to csv"],
  options: DATA_OPTIONS,
  readsInput: true,
  async run({ operands, options }, context) {
    const what = { name: "show", operation: () => ({ kind: "identity" }) as const, rows: () => AS_THEY_ARE };
    const rest = await streamed(what, operands, options, context);
    if (!rest) return;
    const [operand, ...others] = operands;
    const listed = operand !== undefined && others.length === 0 && context.io.streaming;
    const entries = listed ? entriesOf(operand, options, listed.checked) : undefined;
    const input = entries ?? readOrList(operands, options, rest);
    if (!("tensor" in input)) {
      return emitRecords(
        input.map(({ name, shape, dtype }) => ({ name, shape, dtype })),
        "json",
        options,
        context,
      );
    }
    await workWhole(AS_THEY_ARE, input, options, rest);
  },
};
