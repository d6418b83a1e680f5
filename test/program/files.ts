/** Binary files made and read here, so that what the command reads and writes is not checked by itself. */
import { crc32, deflateRawSync } from "node:zlib";
import { expect } from "vitest";
import { command } from "../command.js";

/** Numbers in a shape, row-major. */
export interface Numbers {
  readonly shape: readonly number[];
  readonly data: readonly number[];
}

function padded(header: string, multiple: number, before: number): Buffer {
  const length = Math.ceil((before + header.length + 1) / multiple) * multiple - before;
  return Buffer.from(`${header.padEnd(length - 1)}\n`);
}

const bytesOf = (data: readonly number[]): Buffer => Buffer.from(Float64Array.from(data).buffer);

/** The header of an npy file of version 1 (numpy.lib.format). */
export function npyHeaderOf(shape: readonly number[], type = "<f8"): Buffer {
  const sizes = shape.length === 1 ? `${shape[0]},` : shape.join(", ");
  const header = padded(`{'descr': '${type}', 'fortran_order': False, 'shape': (${sizes}), }`, 64, 10);
  const start = Buffer.from([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0, header.length & 255, header.length >> 8]);
  return Buffer.concat([start, header]);
}

/** An npy file of doubles. */
export const npyOf = ({ shape, data }: Numbers): Buffer => Buffer.concat([npyHeaderOf(shape), bytesOf(data)]);

/** What an npy file of little-endian doubles holds. */
export function fromNpy(bytes: Buffer): Numbers {
  const start = 10 + bytes.readUInt16LE(8);
  const header = bytes.subarray(10, start).toString("latin1");
  expect(header).toContain("'descr': '<f8', 'fortran_order': False");
  const sizes = /'shape': \(([^)]*)\)/.exec(header)![1]!;
  const shape = sizes.split(",").filter((size) => size.trim() !== "");
  const { buffer } = Uint8Array.from(bytes.subarray(start));
  return { shape: shape.map(Number), data: [...new Float64Array(buffer)] };
}

/** A zip archive with one member, stored or deflated (APPNOTE.TXT of PKWARE). */
export function zipOf(name: string, content: Buffer, deflated: boolean): Buffer {
  const packed = deflated ? deflateRawSync(content) : content;
  const common = Buffer.alloc(26);
  common.writeUInt16LE(20, 0);
  common.writeUInt16LE(deflated ? 8 : 0, 4);
  common.writeUInt32LE(crc32(content), 10);
  common.writeUInt32LE(packed.length, 14);
  common.writeUInt32LE(content.length, 18);
  common.writeUInt16LE(name.length, 22);
  const local = Buffer.concat([Buffer.from("PK\x03\x04"), common, Buffer.from(name), packed]);
  const entry = Buffer.concat([Buffer.from("PK\x01\x02\x14\x00"), common, Buffer.alloc(14), Buffer.from(name)]);
  const end = Buffer.alloc(22);
  end.write("PK\x05\x06", "latin1");
  end.writeUInt16LE(1, 8);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(entry.length, 12);
  end.writeUInt32LE(local.length, 16);
  return Buffer.concat([local, entry, end]);
}

/** A safetensors file with one tensor of doubles. */
export function safetensorsOf({ shape, data }: Numbers): Buffer {
  const header = { x: { dtype: "F64", shape, data_offsets: [0, data.length * 8] } };
  const text = padded(JSON.stringify(header), 8, 8);
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(text.length));
  return Buffer.concat([length, text, bytesOf(data)]);
}

/** What a run wrote, which must have succeeded and said nothing. */
export async function outputOf(argv: readonly string[], stdin: Uint8Array | string): Promise<Buffer> {
  const { status, stdout, stderr } = await command(argv, { stdin });
  expect(stderr, argv.join(" ")).toBe("");
  expect(status).toBe(0);
  return stdout;
}
