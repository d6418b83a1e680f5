/** The command as a function, in this process: what it says where most people first meet it, in mistakes and notes. */
import { expect, test } from "vitest";
import { main } from "../src/main.js";

/** Runs actfn in a pipe; what it wrote, and its exit code if that is not 0. */
async function run(argv: readonly string[], stdin = ""): Promise<string> {
  let written = "";
  const status = await main(argv, {
    env: {},
    readStdin: () => Buffer.from(stdin),
    write(_, data) {
      written += typeof data === "string" ? data : Buffer.from(data).toString();
    },
    isTerminal: () => false,
    size: () => undefined,
  });
  return status === 0 ? written : `${written}${status}`;
}

/** A line of a shell: words, in quotation marks where they hold blanks. */
const words = (line: string) => Array.from(line.matchAll(/'([^']*)'|(\S+)/g), ([, quoted, bare]) => quoted ?? bare!);

test.each([
  ["softmaxx 1 2", 'actfn: unknown command "softmaxx"; did you mean softmax?\n2'],
  ["qqqqqqq", 'actfn: unknown command "qqqqqqq"; actfn help shows all\n2'],
  ["help qqqq", 'actfn: unknown command "qqqq"; actfn help shows all\n2'],
  ["completion", "actfn: completion needs one shell, bash, zsh or fish\n2"],
  [
    "completion fis",
    'actfn: completion needs one shell, bash, zsh or fish: "fis" is none of them; did you mean fish?\n2',
  ],
  ["completion fish more", "actfn: completion needs one shell, bash, zsh or fish\n2"],
  ["relu --colour", "actfn: --color needs a value: --color WHEN\n2"],
  ["relu 1 --color blue", 'actfn: --color "blue" is not one of auto, always, never\n2'],
  ["eval 'x+1' 'x='", "actfn: x is bound to nothing: x=1,2,3\n2"],
  ["eval 'x+1' x=1 x=2", "actfn: x is bound twice\n2"],
  ["eval 'x+1' x=1 qqqq=2", "actfn: the expression has no name qqqq\n2"],
  ["eval 'x*w' x=1 ww=2", "actfn: the expression has no name ww; did you mean w?\n2"],
  ["eval '1,2,3' -o never.npy", "actfn: 3 results do not fit into one file: take one of them, or stack them\n2"],
  ["eval 'a,b' a=1 b=2 --to csv", "1\n2\n"],
  ["eval '1/3' --explain --precision 2", '[{"expression":"1/3","shape":[],"value":0.33}]\n'],
  ["eval '1/3' --explain --to csv", "actfn: the steps of --explain are written as json or table, not csv\n2"],
  ["eval 'accs + 1' acts=1", "actfn: the expression has no name acts; did you mean accs?\n2"],
  ["eval x x=nosuchfile.json", 'actfn: x: no such file: "nosuchfile.json"\n2'],
  ["eval", "actfn: eval needs an expression, as in: actfn eval 'exp(x)/exp(x).sum()' 1 2 3\n2"],
  ["compare 1,2 1", "actfn: shapes differ: 2 and scalar\n1"],
  ["compare", "actfn: compare takes two operands, numbers in one, as in: actfn compare - expected.json\n2"],
  ["compare 1", "actfn: compare takes two operands, numbers in one, as in: actfn compare - expected.json\n2"],
  ["relu nofile.csv", 'actfn: neither numbers nor a file: "nofile.csv"\n2'],
  ["relu 1,a", 'actfn: not a number: "a"\n  1,a\n    ^\n2'],
  ["relu '1 a' 2", 'actfn: not a number: "a"\n  1 a 2\n    ^\n2'],
  ["leaky-relu --negative-slope a 1", 'actfn: --negative-slope "a" is not a number\n2'],
  ["prelu --weight 0.1,0.2 '[[1,-2],[-3,4]]'", "[[1,-0.4],\n[-0.30000000000000004,4]]\n"],
  ["prelu --weight 0.1,0.2 '1 2 3'", "actfn: --weight 0.1,0.2 has 2 values, the input 3 columns\n2"],
  ["prelu --weight 0.1,a '1 2 3'", 'actfn: --weight "0.1,a" is not a number\n2'],
  ["relu --binarize 0.5 'nan 1 0'", "[null,1,0]\n"],
  ["softmax --binarize 0.5 'nan 1 0'", "actfn: note: the row: holds nan, so there is no softmax\n[null,null,null]\n"],
  ["relu --delimiter \\t --to csv '1 2 3'", "1\t2\t3\n"],
  ["relu --precision 200 1", 'actfn: --precision "200" is out of range: a whole number from 0 to 100\n2'],
  ["relu --precision a 1", 'actfn: --precision "a" is not a number: a whole number from 0 to 100\n2'],
  ["softmax --temperature a 1 2", 'actfn: --temperature "a" is not a list of numbers such as 1,2,3\n2'],
  [
    "softmax --temperature 1,2 '[[1,2]]'",
    "actfn: --temperature 1,2 is a list, which needs a vector; the input is 1 × 2\n2",
  ],
  [
    "softmax --dim 0 '[[inf,1],[1,2]]'",
    "actfn: note: column 0: holds inf, so there is no softmax\n[[null,0.2689414213699951],\n[null,0.7310585786300049]]\n",
  ],
  ["softmax '[inf,1]'", "actfn: note: the row: holds inf, so there is no softmax\n[null,null]\n"],
  [
    "softmax '[[inf,1],[inf,2],[1,nan]]'",
    "actfn: note: row 2: holds nan, so there is no softmax\nactfn: note: row 0 and 1 more: holds inf, so there is no softmax\n[[null,null],\n[null,null],\n[null,null]]\n",
  ],
  ["softmax '[[[-inf,-inf]]]'", "actfn: note: [0, 0, :]: only -inf, so there is no softmax\n[[[null,null]]]\n"],
  ["softmax 5", "1\n"],
  ["softmax --dim 0 '[[1,2]]'", "actfn: note: dim 0 has size 1; --dim takes another of 1 × 2\n[[1,1]]\n"],
  ["softmax --dim 0 '[1]'", "actfn: note: dim 0 has size 1\n[1]\n"],
  ["softmax --labels a,b 1 2 --top-k 1", '[{"row":0,"rank":0,"index":1,"label":"b","value":0.7310585786300049}]\n'],
  ["softmax --labels a 1 2 --top-k 1", "actfn: --labels 1 labels for 2 classes\n2"],
  ["softmax --labels nofile.txt 1 2 --top-k 1", "actfn: --labels 1 labels for 2 classes\n2"],
  ["softmax --empty zero --mask '[0,0]' 1 2", "[0,0]\n"],
  ["softmax --mask '[[1,0]]' 1 2", "actfn: --mask has shape 1 × 2, the input 2\n2"],
  ["softmax --jobs 0 1 2", 'actfn: --jobs "0" is out of range: a whole number from 1 to 256\n2'],
  ["softmax -- -1 -2", "[0.7310585786300049,0.2689414213699951]\n"],
  ["softmax --argmax --top-k 1 1 2", '[{"row":0,"rank":0,"index":1,"value":0.7310585786300049}]\n'],
  [
    "log-softmax --steps '[[1,2]]' --precision 2",
    '{"x":[[1,2]],\n"max":[2],\n"shifted":[[-1,0]],\n"exp":[[0.37,1]],\n"sum":[1.37],\n"log_sum":[0.31],\n"log_softmax":[[-1.31,-0.31]]}\n',
  ],
  [
    "log-softmax --steps '[[1,2]]' --to csv",
    "actfn: --steps are several tensors: csv holds one; --to json or table\n2",
  ],
  [
    "nll '[[-1,-2]]' --target a",
    'actfn: --target "a" is neither a number nor a class; --labels gives the classes names\n2',
  ],
  [
    "nll '[[-1,-2]]' --target c --labels a,b",
    'actfn: --target "c" is neither a number nor a class; the classes are "a", "b"\n2',
  ],
  ["nll '[[-1,-2]]' --target a --labels a,b", "1\n"],
  ["nll '[-1,-2]' --target 1", "2\n"],
  [
    "nll '[[-1,-2]]' --target 0 --ignore-index 0",
    "actfn: note: every target is ignored, and the mean over nothing is nan\nnull\n",
  ],
  ["nll '[[-1,-2]]' --target 0 --count", '{"sum":1,"remainder":0,"denominator":1}\n'],
  ["nll '[[-1,-2]]' --target 0 --count --reduction sum", '{"sum":1,"remainder":0,"denominator":1}\n'],
  [
    "nll '[[-1,-2]]' --target 0 --metrics",
    '{"loss":1,"count":1,"accuracy":1,"top_2_accuracy":1,"perplexity":2.718281828459045,"mean_entropy":0.6385500076446677,"brier_score":0.4178920397824622,"calibration_error":0.6321205588285577}\n',
  ],
  [
    "nll '[[-1,-2]]' --target 0 --steps --to csv",
    "actfn: --steps are several tensors: csv holds one; --to json or table\n2",
  ],
  [
    "nll '[[0.5,0.5]]' --target 0",
    "actfn: note: these look like probabilities, their rows sum to 1; nll takes them as log-probs: --probs takes -log p\n-0.5\n",
  ],
  ["nll '[[1,2]]' 0 --target 0", "actfn: row 1 is a number, expected a list of 1\n  [[1,2]] 0\n          ^\n2"],
  [
    "nll '[[1,2]]' 0 1 2",
    "actfn: a loss takes the scores and the targets: numbers go into one operand, as in 0.1,0.2,0.7\n2",
  ],
  ["nll", "actfn: stdin: no numbers in the input\n2"],
  ["bce '[0.5,2]' '[1,0]'", "actfn: 2 in row 1 is not a probability: 0 to 1\n2"],
  ["bce '[0.5,0.5]' '[1,0,1]'", "actfn: --target has shape 3, the input 2\n2"],
  ["focal '[[1,2]]' --target 0 --gamma -1", 'actfn: --gamma "-1" is out of range: at least 0\n2'],
  [
    "cross-entropy '[[1,2]]' --target 1 --reduction mea",
    'actfn: --reduction "mea" is not one of none, sum, mean, batchmean; did you mean mean?\n2',
  ],
  ["cross-entropy '[[1,2]]' '[[0.5,0.5]]' --metrics", "actfn: --target has shape 1 × 2, an input of 1 × 2 wants 1\n2"],
  [
    "identify '1 2' '1 2 3'",
    "actfn: no function gives 3 from 2: only the same shape, or one with a dim less, halved or shortened\n2",
  ],
  ["identify 1", "actfn: identify takes two operands, numbers in one, as in: actfn identify -1,0,1 -0.159,0,0.841\n2"],
  ["why '[[1,2]]' 0", "actfn: --loss is missing: the loss to explain, as in --loss 2.31\n2"],
  ["why --loss 5 '[[1,2]]'", "actfn: no targets: name them with --target 2,1,2, or a file behind the scores\n2"],
  ["stats 1,nan --fail-on qq", 'actfn: --fail-on "qq" is not one of nan, inf, +inf, -inf, zeros, subnormals\n2'],
  ["rand 2 x", 'actfn: "x" is no size: a shape is whole numbers, as in 6 2, 6,2 or 6x2\n2'],
  ["rand", "actfn: a shape is missing, as in: actfn rand 6 2\n2"],
  [
    "randn --seed a 2",
    'actfn: --seed "a" is not a number: a whole number from -9007199254740991 to 9007199254740991\n2',
  ],
  ["topk --k 9 1 2 3", "actfn: --k 9 is out of range: the dim has size 3, so at most 3\n2"],
  ["glu 1 2 3", "actfn: the dim to halve has odd size 3\n2"],
  [
    "show --to qq 1",
    'actfn: --to "qq" is not one of table, json, jsonl, csv, tsv, text, npy, literal, markdown, latex\n2',
  ],
  [
    "show --to npz 1",
    'actfn: --to "npz" is not one of table, json, jsonl, csv, tsv, text, npy, literal, markdown, latex; did you mean npy?\n2',
  ],
  ["show '1 2; 3'", "actfn: row 1 has 1 number, expected 2\n  1 2; 3\n       ^\n2"],
  ["show '[[1,2],[3]]'", "actfn: row 1 has 1 number, expected 2\n  [[1,2],[3]]\n         ^^^\n2"],
  [
    "show 'tensor([1, ..., 2])'",
    'actfn: the printout is shortened, not all its numbers are here: torch.set_printoptions(profile="full") prints them all\n  tensor([1, ..., 2])\n             ^^^\n2',
  ],
  ["show -f csv '1,2'", "[1,2]\n"],
  ["hardtanh --min-val 2 --max-val 1 0.5", "actfn: --min-val 2 is out of range: at most max_val, which is 1\n2"],
  ["threshold 1", "1\n"],
  ["plot qqqq", 'actfn: neither a function, nor numbers, nor a file: "qqqq"; actfn list shows all functions\n2'],
  ["plot relu --histogram", "actfn: --histogram counts data; relu is a function\n2"],
  [
    "plot '1 2' --histogram",
    "[1.0, 1.2) 1 ███████████████████████████████████████████████████████████\n[1.2, 1.4) 0\n[1.4, 1.6) 0\n[1.6, 1.8) 0\n[1.8, 2.0] 1 ███████████████████████████████████████████████████████████\n",
  ],
  ["plot '1 1' --histogram", "1 2 ████████████████████████████████████████████████████████████████████\n"],
  [
    "plot 1,nan --histogram --to csv",
    "actfn: note: 1 not counted: not finite, or out of range\nfrom,to,count\n1,1,1\n",
  ],
  ["plot relu --points 3 --to csv", "x,relu\n-4,0\n0,0\n4,4\n"],
  [
    "plot relu --points 3 --to json --derivative",
    '[{"x":-4,"relu":0,"relu\'":0},\n{"x":0,"relu":0,"relu\'":0},\n{"x":4,"relu":4,"relu\'":1}]\n',
  ],
  ["plot '[[1,2],[3,4]]' --x 5 --to csv", 'actfn: --x "5" is no column; the columns are 0 to 1\n2'],
  ["plot '[[1,2],[3,4]]' --x 0 --to csv", "x,column 1\n1,2\n3,4\n"],
  ["plot '[[1,2],[3,4]]' --x a --to csv", 'actfn: --x "a" is no column; the columns are 0 to 1\n2'],
  ["plot 1,2 3,4 --to csv", 'x,"1,2","3,4"\n0,1,3\n1,2,4\n'],
  ["plot 1,2 1,2 --to csv", 'x,"1,2","1,2 (2)"\n0,1,1\n1,2,2\n'],
  ["plot '[]'", "actfn: []: no numbers to draw\n2"],
  ["plot relu gelu --points 2 --to csv --xlim 0,1", "x,relu,gelu\n0,0,0\n1,1,0.8413447460685429\n"],
])("actfn %s", async (line, expected) => {
  expect(await run(words(line))).toBe(expected);
});

test("an empty standard input, and one of words", async () => {
  expect(await run(["softmax"])).toBe("actfn: stdin: no numbers in the input\n2");
  expect(await run(["softmax"], "a,b\n1,x\n")).toBe('actfn: stdin:2:3: not a number: "x"\n  1,x\n    ^\n2');
  expect(await run(["softmax", "--key", "b"], '{"a":[1],"b":[1,2]}')).toBe("[0.2689414213699951,0.7310585786300049]\n");
});
