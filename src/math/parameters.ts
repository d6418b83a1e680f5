/**
 * Parameters of functions, as data: name, default, range. From a row's parameters come its
 * library signature, its command-line options and their help.
 *
 * @packageDocumentation
 */
import { InputError } from "../errors.js";

/** A number with the range it may have. Bounds are inclusive unless `open` says otherwise. */
export interface NumberParameter {
  readonly default: number;
  /** One line for the help. */
  readonly about: string;
  readonly min?: number;
  readonly max?: number;
  /** The bounds themselves are not allowed: `beta > 0` is `min: 0, open: true`. */
  readonly open?: boolean;
  /** Only whole numbers. */
  readonly integer?: boolean;
  /** The default stands for "none": softplus without a threshold. */
  readonly none?: boolean;
  /** It may be a list: one value for each column, as PyTorch's prelu has its weights. */
  readonly perColumn?: boolean;
}

/** One word of a few. */
export interface ChoiceParameter {
  readonly default: string;
  readonly about: string;
  readonly choices: readonly string[];
}

/** A number or a word. */
export type Parameter = NumberParameter | ChoiceParameter;
/** Parameters by their PyTorch names (`negative_slope`). */
export type Parameters = { readonly [name: string]: Parameter };
/** The values of some parameters. */
export type Values<P extends Parameters> = {
  readonly [K in keyof P]: P[K] extends NumberParameter
    ? number
    : P[K] extends ChoiceParameter
      ? string
      : number | string;
};
/** The frameworks whose defaults `like` can ask for. */
export const FRAMEWORKS = ["torch", "keras", "jax", "onnx", "tfjs"] as const;
/** One of {@link FRAMEWORKS}. */
export type Framework = (typeof FRAMEWORKS)[number];

/** The values a parameter may take, in words: `above 0`, `0 to 1`, `none, tanh`. */
export function rangeText(parameter: Parameter): string {
  if ("choices" in parameter) return parameter.choices.join(", ");
  const { min, max, open, integer } = parameter;
  const kind = integer ? "a whole number " : "";
  if (min !== undefined && max !== undefined)
    return `${kind}${open ? "between" : "from"} ${min} ${open ? "and" : "to"} ${max}`;
  if (min !== undefined) return `${kind}${open ? "above" : "at least"} ${min}`;
  if (max !== undefined) return `${kind}${open ? "below" : "at most"} ${max}`;
  return integer ? "a whole number" : "a number";
}

/** Whether a value is within the parameter's range; nan never is. */
export function accepts(parameter: Parameter, value: number | string): boolean {
  if ("choices" in parameter) return parameter.choices.includes(String(value));
  if (typeof value !== "number" || Number.isNaN(value) || (parameter.integer && !Number.isInteger(value))) return false;
  const { min = -Infinity, max = Infinity, open = false } = parameter;
  return open ? (value > min || min === -Infinity) && (value < max || max === Infinity) : value >= min && value <= max;
}

/**
 * The defaults, replaced by what is given.
 * @throws InputError for an unknown name or a value out of range.
 */
export function resolve<P extends Parameters>(parameters: P, given: Partial<Values<P>> = {}): Values<P> {
  const values: Record<string, number | string> = {};
  for (const [name, parameter] of Object.entries(parameters)) values[name] = parameter.default;
  for (const [name, value] of Object.entries(given)) {
    if (value === undefined) continue;
    const parameter = Object.hasOwn(parameters, name) ? parameters[name] : undefined;
    if (!parameter) throw new InputError(`unknown parameter: ${name}`);
    if (!accepts(parameter, value)) {
      throw new InputError(`${value} is out of range: ${rangeText(parameter)}`, { parameter: name });
    }
    values[name] = value;
  }
  return values as Values<P>;
}
