/** How large texts fall into pieces: what stands around their rows, and where they may be cut. */
import { describe, expect, test } from "vitest";
import type { ReadOptions } from "../../src/format/document.js";
import { formatNamed } from "../../src/format/formats.js";
import { bytesOf, textOf } from "./support.js";

const piecesOf = (format: string, head: string, options: ReadOptions = {}) =>
  formatNamed(format).pieces!(head, options);

describe("what stands around the rows", () => {
  const around = (format: string, head: string, options: ReadOptions = {}) => {
    const pieces = piecesOf(format, head, options);
    return pieces && `${pieces.opening}...${pieces.closing}`;
  };

  test.each([
    ["[1,2],", "[...]"],
    [" \n[ 1", " \n[...]"],
    ['[{"a":', "[...]"],
    ["1", undefined],
    ["x[1", undefined],
    ['{"a":[1]', undefined],
  ])("of json that begins with %j", (head, wanted) => {
    expect(around("json", head)).toBe(wanted);
  });

  test.each([
    ['[{"a":', "[...]"],
    ['\n[ \n{"a":', "\n[...]"],
    ["[1", undefined],
    ['[1,[{"a":', undefined],
    ['{"a":[{', undefined],
  ])("of json that begins with %j, of which a key is wanted", (head, wanted) => {
    expect(around("json", head, { key: "a" })).toBe(wanted);
  });

  test.each([
    ["[1", "[...]"],
    ["(1", "(...)"],
    ["tensor([1", "tensor([...])"],
    ["tensor((1", "tensor((...))"],
    ["  torch.float_2( \n[[1", "  torch.float_2( \n[...])"],
    ["array(  matrix([1", "array(  matrix([...]))"],
    ["Parameter containing:\ntensor([[1", "Parameter containing:\ntensor([...])"],
    [">>> x\n[1", ">>> x\n[...]"],
    ["<tf.Tensor: shape=(2,), numpy=array([1", "<tf.Tensor: shape=(2,), numpy=array([...])>"],
    ["<tf.Tensor: shape=(2,), numpy=\n [1", "<tf.Tensor: shape=(2,), numpy=\n [...]>"],
    ["1 2", undefined],
    ["x = [1", undefined],
    ["2([1", undefined],
    ["# [1\n[2", undefined],
    ["[1 2; 3", undefined],
  ])("of a literal that begins with %j", (head, wanted) => {
    expect(around("literal", head)).toBe(wanted);
  });

  test.each(["jsonl", "csv", "tsv", "text"])("of %s: nothing", (format) => {
    expect(around(format, "1")).toBe("...");
  });
});

describe("whole rows", () => {
  const cut = (format: string, text: string, options: ReadOptions = {}) => {
    const bytes = bytesOf(text);
    const end = piecesOf(format, text, options)!.wholeRows(bytes);
    return `${textOf(bytes.subarray(0, end))}|${textOf(bytes.subarray(end))}`;
  };

  test.each([
    ["csv", "1,2\n3,4\n|5,"],
    ["csv", "|1,2"],
    ["csv", '"a\nb",1\n|c'],
    ["csv", '|"a\nb'],
    ["csv", '1,"a"\n|2,"b\nc'],
    ["csv", '"é",1\n|"ü\nü'],
    ["csv", '"a",1\n# "b\n\n|2,'],
    ["tsv", '1\t"a,b"\n|2\t"\n'],
    ["text", '1 "a;b"\n2; 3\n|4'],
    ["text", '1\n|2; 3; "a\nb'],
    ["json", "[1,2]|,[3"],
    ["jsonl", "[1]\n[2]|\n[3"],
    ["literal", "[1.]|,\n[2."],
  ])("of %s end in %j at the mark", (format, marked) => {
    // Behind its opening a list is a run of items.
    const list = format === "json" || format === "literal";
    const text = marked.replace("|", "");
    if (list) expect(piecesOf(format, `[${text}`)!.wholeRows(bytesOf(text))).toBe(marked.indexOf("|"));
    else expect(cut(format, text)).toBe(marked);
  });

  test("are parted as the options say", () => {
    expect(cut("csv", '1;"a;b"\n2;"\n', { delimiter: ";" })).toBe('1;"a;b"\n|2;"\n');
    expect(cut("csv", '1;"a"\n2;"\n')).toBe('1;"a"\n|2;"\n');
  });

  test("are counted in bytes, of Latin-1 too", () => {
    const bytes = Uint8Array.from(Buffer.from('"\u00e9",1\n"\u00fc\u00fc\n', "latin1"));
    expect(piecesOf("csv", "")!.wholeRows(bytes)).toBe(6);
  });
});
