/**
 * What an expression is made of.
 *
 * @packageDocumentation
 */
import type { Span } from "../format/span.js";

/** A part of an expression; `start` and `end` say where it stands in the source. */
export type Node = Span &
  (
    | { readonly kind: "number"; readonly value: number }
    | { readonly kind: "text"; readonly value: string }
    | { readonly kind: "name"; readonly name: string }
    | { readonly kind: "list" | "tuple"; readonly items: readonly Node[] }
    | { readonly kind: "unary"; readonly operator: string; readonly operand: Node }
    | { readonly kind: "binary"; readonly operator: string; readonly left: Node; readonly right: Node }
    | { readonly kind: "compare"; readonly operators: readonly string[]; readonly operands: readonly Node[] }
    | { readonly kind: "logic"; readonly operator: "and" | "or"; readonly left: Node; readonly right: Node }
    | { readonly kind: "conditional"; readonly test: Node; readonly yes: Node; readonly no: Node }
    | { readonly kind: "attribute"; readonly target: Node; readonly name: string; readonly at: Span }
    | { readonly kind: "call"; readonly target: Node; readonly args: readonly Argument[] }
    | { readonly kind: "index"; readonly target: Node; readonly items: readonly Node[] }
    | { readonly kind: "slice"; readonly bounds: readonly (Node | undefined)[] }
    | { readonly kind: "rest" }
  );

/** An argument of a call, by position or by keyword. */
export interface Argument extends Span {
  readonly keyword?: string;
  readonly value: Node;
}

/** `value`, or `name = value`. */
export interface Statement {
  readonly targets: readonly string[];
  /** The names take the value apart, as `a, b = value` and `a, = value` do. */
  readonly unpacks: boolean;
  readonly value: Node;
}

/** Statements one after the other; the last one's value is the result. */
export interface Program {
  readonly source: string;
  /** The names before the colon of a leading `lambda`. */
  readonly parameters: readonly string[];
  readonly statements: readonly Statement[];
}

/** The parts of a node that are nodes, in the order of evaluation. */
export function childrenOf(node: Node): readonly Node[] {
  switch (node.kind) {
    case "list":
    case "tuple":
      return node.items;
    case "unary":
      return [node.operand];
    case "binary":
    case "logic":
      return [node.left, node.right];
    case "compare":
      return node.operands;
    case "conditional":
      return [node.test, node.yes, node.no];
    case "attribute":
      return [node.target];
    case "call":
      return [node.target, ...node.args.map(({ value }) => value)];
    case "index":
      return [node.target, ...node.items];
    case "slice":
      return node.bounds.filter((bound) => bound !== undefined);
    default:
      return [];
  }
}
