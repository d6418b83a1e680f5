/**
 * The eval command. The language is loaded when it runs.
 *
 * @packageDocumentation
 */
import { InputError } from "../errors.js";
import type { CommandRow } from "./command.js";
import { DATA_OPTIONS } from "./options.js";

export const evalCommand: CommandRow = {
  name: "eval",
  group: "data",
  about: "compute an expression, in Python's words, over numbers and files",
  operands: "EXPRESSION [numbers|literal|file|-] [name=operand]...",
  examples: [
    "actfn eval 'exp(x)/exp(x).sum(dim=1, keepdim=True)' '[[1,2],[3,4]]'",
    "actfn eval 'F.nll_loss(log_softmax(acts, 1), targ)' acts='[[1,2],[3,4]]' targ=1,0",
    "actfn eval 'torch.manual_seed(42); 2*torch.randn(6, 2)' --explain",
  ],
  options: ["explain", "seed", "maxSize", "maxNesting", ...DATA_OPTIONS],
  expressions: true,
  readsInput: true,
  async run(invocation, context) {
    const [source, ...operands] = invocation.operands;
    if (source === undefined) {
      throw new InputError("eval needs an expression, as in: actfn eval 'exp(x)/exp(x).sum()' 1 2 3");
    }
    const { runEval } = await import("./eval-run.js");
    await runEval(source, operands, invocation.options, context);
  },
};
