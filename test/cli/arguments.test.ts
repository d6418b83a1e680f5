import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseArguments } from "../../src/cli/arguments.js";
import { allCommands } from "../../src/cli/commands.js";
import { formatNumber } from "../../src/format/number.js";

const commands = allCommands();
const parse = (name: string, ...args: string[]) => parseArguments(commands.find((row) => row.name === name)!, args);
const mistake = (name: string, ...args: string[]) => {
  try {
    parse(name, ...args);
    return "none";
  } catch (error) {
    return (error as Error).message;
  }
};

describe("operands", () => {
  test.each(["-1", "-.5", "-1.", "-1E-3", "-inf", "-nan", "-Infinity", "-1,2", "-1 2", "-[1,2]", "\u22121", "-"])(
    "%s is one",
    (operand) => {
      expect(parse("sigmoid", operand).operands).toEqual([operand]);
      expect(parse("sigmoid", "--to", "csv", operand, "2").operands).toEqual([operand, "2"]);
    },
  );

  test("every double in its shortest spelling is an operand wherever it stands", () => {
    fc.assert(
      fc.property(fc.double(), (x) => {
        const word = formatNumber(x);
        expect(parse("softmax", word, "-p", "3", word).operands).toEqual([word, word]);
      }),
    );
  });

  test.each(["-log(x)", "-2**2", "-pi", "-x"])("%s is one for a command that takes expressions", (operand) => {
    expect(parse("plot", operand).operands).toEqual([operand]);
  });

  test("-- ends the options", () => {
    expect(parse("sigmoid", "--", "--to", "-p").operands).toEqual(["--to", "-p"]);
  });
});

describe("options", () => {
  test.each([["-p", "4"], ["-p4"], ["--precision", "4"], ["--precision=4"]])("%s %s", (...args) => {
    expect(parse("sigmoid", ...args).options.precision).toBe(4);
  });

  test("values may be negative", () => {
    expect(parse("softmax", "--dim", "-1").options.dim).toBe(-1);
    expect(parse("plot", "sigmoid", "--min", "-4", "--max=-1").options).toMatchObject({ min: -4, max: -1 });
    expect(parse("leaky-relu", "--negative-slope", "-0.5").parameters).toEqual({ negative_slope: -0.5 });
  });

  test.each([
    ["--axis", "dim"],
    ["--dim", "dim"],
    ["-d", "dim"],
  ])("%s means %s", (name, key) => {
    expect(parse("softmax", name, "1").options).toEqual({ [key]: 1 });
  });

  test("--threshold is the function's own parameter where it has one, else binarize", () => {
    expect(parse("sigmoid", "--threshold", "0.5").options.binarize).toBe(0.5);
    expect(parse("threshold", "--threshold", "0.5").parameters).toEqual({ threshold: 0.5 });
  });

  test("--grad is the derivative of an activation and the gradient of a loss", () => {
    expect(parse("sigmoid", "--grad").options.derivative).toBe(true);
    expect(parse("nll", "--grad").options.gradient).toBe(true);
  });

  test("a list of temperatures, and one value a column", () => {
    expect(parse("softmax", "--temperature", "0.5,1").options.temperature).toEqual([0.5, 1]);
    expect(parse("prelu", "--weight", "0.1,0.2").lists).toEqual({ weight: [0.1, 0.2] });
    expect(parse("prelu", "--weight", "0.1").parameters).toEqual({ weight: 0.1 });
  });
});

describe("mistakes", () => {
  test.each([
    [["nll", "--target", "2", "1", "2"], "--target takes one list with commas: --target 2,1,2"],
    [["sigmoid", "--precison", "3"], 'unknown option "--precison"; did you mean --precision?'],
    [["sigmoid", "-x"], 'unknown option "-x"'],
    [["sigmoid", "-pi"], '--precision "i" is not a number: a whole number from 0 to 100'],
    [["sigmoid", "--precision", "1x"], '--precision "1x" is not a number: a whole number from 0 to 100'],
    [["sigmoid", "--precision", "1.5"], '--precision "1.5" is out of range: a whole number from 0 to 100'],
    [["sigmoid", "--precision"], "--precision needs a value: --precision N"],
    [["sigmoid", "--precision", "--to", "csv"], "--precision needs a value: --precision N"],
    [["celu", "--alpha", "0"], '--alpha "0" is out of range: above 0'],
    [["nll", "--reduction", "men"], '--reduction "men" is not one of none, sum, mean, batchmean; did you mean mean?'],
  ])("%s", ([name, ...args], message) => {
    expect(mistake(name!, ...args)).toBe(message);
  });

  test("a flag takes no value", () => {
    expect(mistake("softmax", "--argmax=1")).toMatch(/argmax/);
  });
});
