// What one keystroke costs in WebAssembly for somebody with many devices and lines on the way to another site: the request
// in JSON, judged, the answer in JSON and read again. The facts come from `telephony_bench --facts`.
import { readFileSync } from "node:fs";
import { performance } from "node:perf_hooks";

const [module, facts, rounds = "2000"] = process.argv.slice(2);
const { instance } = await WebAssembly.instantiate(readFileSync(module), {});
const { alloc, load, judge, answer, memory } = instance.exports;
const written = (bytes) => {
  const at = alloc(bytes.length);
  new Uint8Array(memory.buffer, at, bytes.length).set(bytes);
  return [at, bytes.length];
};
const known = readFileSync(facts);
if (load(...written(known)) !== 1) throw new Error("the facts could not be read");
const encoder = new TextEncoder();
const decoder = new TextDecoder();
const keystroke = (which) => {
  const request = { subject: "paul", destination: "mill", device_pool: `DP-${which}`, line_css: `CSS-${which}` };
  const length = judge(...written(encoder.encode(JSON.stringify(request))));
  return JSON.parse(decoder.decode(new Uint8Array(memory.buffer, answer(), length)));
};
const first = keystroke(0);
if (!first?.phoned?.after) throw new Error("nothing was judged");
for (let warm = 0; warm < 50; warm += 1) keystroke(warm);
const times = [];
for (let round = 0; round < Number(rounds); round += 1) {
  const begun = performance.now();
  keystroke(round);
  times.push(performance.now() - begun);
}
times.sort((a, b) => a - b);
const at = (share) => times[Math.floor(share * (times.length - 1))].toFixed(3);
console.log(`phones: ${first.phoned.before.devices.length} devices, ${first.phoned.before.lines.length} lines; facts ${known.length} bytes in JSON`);
console.log(`one keystroke: median ${at(0.5)} ms, 95 % ${at(0.95)} ms, 99 % ${at(0.99)} ms, longest ${at(1)} ms`);
