// The corpus module with its memory: bytes in, bytes out.
import { readFile } from 'node:fs/promises';

export async function open(path) {
  const { instance } = await WebAssembly.instantiate(await readFile(path), {});
  const wasm = instance.exports;
  const run = (bytes) => {
    const at = wasm.alloc(bytes.length);
    new Uint8Array(wasm.memory.buffer, at, bytes.length).set(bytes);
    const packed = BigInt.asUintN(64, wasm.run(at, bytes.length));
    wasm.free(at, bytes.length);
    const pointer = Number(packed >> 32n);
    const length = Number(packed & 0xffff_ffffn);
    const answer = Buffer.from(new Uint8Array(wasm.memory.buffer, pointer, length));
    wasm.free(pointer, length);
    return answer;
  };
  return { wasm, run };
}
