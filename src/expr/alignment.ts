/**
 * Whether a result can stand where its input stood: what belongs to the input's rows and columns, their names for
 * instance, then belongs to the result's too.
 *
 * @packageDocumentation
 */
import { functionNamed, meaningOf } from "./library.js";
import { dottedName } from "./names.js";
import type { Node, Program } from "./syntax.js";

/** The function of a call that keeps each number in its place, and the numbers it gets. */
function elementwiseInput(node: Node & { kind: "call" }, names: ReadonlySet<string>): Node | undefined {
  const { target, args } = node;
  const path = dottedName(target, names);
  const meaning = path === undefined ? undefined : meaningOf(path, true);
  if (meaning?.kind === "function") return meaning.function.row.elementwise ? args[0]?.value : undefined;
  // nn.Softmax(dim=1)(x)
  if (target.kind === "call") {
    const inner = dottedName(target.target, names);
    const made = inner === undefined ? undefined : meaningOf(inner, true);
    return made?.kind === "function" && made.isClass && made.function.row.elementwise ? args[0]?.value : undefined;
  }
  if (target.kind !== "attribute") return undefined;
  return functionNamed(target.name)?.row.elementwise ? target.target : undefined;
}

function isAligned(node: Node, aligned: ReadonlySet<string>): boolean {
  switch (node.kind) {
    case "name":
      return aligned.has(node.name);
    case "unary":
      return isAligned(node.operand, aligned);
    case "binary":
      return node.operator !== "@" && (isAligned(node.left, aligned) || isAligned(node.right, aligned));
    case "compare":
      return node.operands.some((operand) => isAligned(operand, aligned));
    case "call": {
      const input = elementwiseInput(node, aligned);
      return input !== undefined && isAligned(input, aligned);
    }
    default:
      return false;
  }
}

/** Whether each number of a program's result belongs to the number in the same place of the input `name`. */
export function alignedWith({ statements }: Program, name: string): boolean {
  const aligned = new Set([name]);
  let result = false;
  for (const { targets, unpacks, value } of statements) {
    result = isAligned(value, aligned);
    for (const target of targets) {
      if (result && !unpacks) aligned.add(target);
      else aligned.delete(target);
    }
  }
  return result;
}
