/**
 * What accuracy costs: ns per element over [-10, 10], exact beside naive. Each function is timed in a
 * process of its own, as a command would run it. By itself: `node test/bench/activations.mjs [name...]`.
 */
import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import * as actfn from "../../dist/index.js";
import { NAIVE, softmax } from "./naive.mjs";

const SELF = fileURLToPath(import.meta.url);
const library = new Map(Object.entries(actfn));
const COUNT = 1 << 14;
const ROW = 16;
const ROUNDS = 40;

function numbers(low, high) {
  const data = new Float64Array(COUNT);
  // Multiples of the golden ratio, modulo 1, are spread evenly and in no order.
  for (let i = 0; i < COUNT; i++) data[i] = low + (high - low) * ((i * 0.6180339887498949) % 1);
  return data;
}

/** The shortest time of a few, in ns per element. */
function time(work) {
  let best = Infinity;
  for (let round = 0; round < ROUNDS; round++) {
    const start = process.hrtime.bigint();
    work();
    best = Math.min(best, Number(process.hrtime.bigint() - start) / COUNT);
  }
  return best;
}

function overAll(f) {
  return (data) => {
    const out = new Float64Array(data.length);
    for (let i = 0; i < data.length; i++) out[i] = f(data[i]);
    return out;
  };
}

function measure(name) {
  const activation = library.get(name);
  const data = name === "log" ? numbers(0, 10) : numbers(-10, 10);
  const tensor = new actfn.Tensor(data, [COUNT / ROW, ROW]);
  const naive = name === "softmax" ? (values) => softmax(values, ROW) : overAll(NAIVE[name]);
  const exact = time(() => activation(tensor));
  const derivative = activation.derivative ? time(() => activation.derivative(tensor)) : undefined;
  return { exact, naive: time(() => naive(data)), derivative };
}

const round = (x) => (x === undefined ? undefined : Math.round(10 * x) / 10);

/** ns per element of each function, and how many times the naive formula it costs. */
export function activations(names = ["softmax", ...Object.keys(NAIVE)]) {
  return Object.fromEntries(
    names.map((name) => {
      const { exact, naive, derivative } = JSON.parse(execFileSync(process.execPath, [SELF, "--measure", name]));
      return [
        name,
        { exact: round(exact), naive: round(naive), times: round(exact / naive), derivative: round(derivative) },
      ];
    }),
  );
}

if (process.argv[2] === "--measure") {
  console.log(JSON.stringify(measure(process.argv[3])));
} else if (process.argv[1] === SELF) {
  console.table(activations(process.argv.length > 2 ? process.argv.slice(2) : undefined));
}
