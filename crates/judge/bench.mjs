// What one keystroke in the wizard costs in WebAssembly: the request in JSON, judged, the answer in JSON and read again.
import { readFileSync } from "node:fs";
import { performance } from "node:perf_hooks";

const [module, services = "20", addresses = "50", rounds = "2000"] = process.argv.slice(2);
const { instance } = await WebAssembly.instantiate(readFileSync(module), {});
const { bench_prepare, bench_keystroke } = instance.exports;
const length = bench_prepare(Number(services), Number(addresses));
for (let warm = 0; warm < 50; warm += 1) bench_keystroke(warm);
const times = [];
for (let round = 0; round < Number(rounds); round += 1) {
  const begun = performance.now();
  const findings = bench_keystroke(round);
  times.push(performance.now() - begun);
  if (findings === 0) throw new Error("nothing was judged");
}
times.sort((a, b) => a - b);
const at = (share) => times[Math.floor(share * (times.length - 1))].toFixed(3);
console.log(`judge: ${services} services, ${addresses} addresses; facts ${length} bytes in JSON, module ${readFileSync(module).length} bytes`);
console.log(`one keystroke: median ${at(0.5)} ms, 95 % ${at(0.95)} ms, 99 % ${at(0.99)} ms, longest ${at(1)} ms`);
