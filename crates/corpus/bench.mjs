// Prints how long the rules take in WebAssembly: one user against many destinations, and one keystroke.
// node crates/corpus/bench.mjs MODULE.wasm [DESTINATIONS] [RUNS]
import { open } from './module.mjs';

const [path, destinations = '10000', runs = '50'] = process.argv.slice(2);
if (!path) {
  console.error('which module? node crates/corpus/bench.mjs MODULE.wasm [DESTINATIONS] [RUNS]');
  process.exit(2);
}
const { wasm } = await open(path);

function measured(what, count, once) {
  const times = [];
  for (let turn = -5; turn < count; turn += 1) {
    const begun = performance.now();
    once(turn + 5);
    if (turn >= 0) times.push(performance.now() - begun);
  }
  times.sort((a, b) => a - b);
  const at = (share) => times[Math.min(times.length - 1, Math.floor(times.length * share))].toFixed(3);
  console.log(`${what.padEnd(62)} median ${at(0.5).padStart(8)} ms   p95 ${at(0.95).padStart(8)} ms   (${count} runs)`);
}

for (const known of [1, 0]) {
  wasm.bench_prepare(Number(destinations), known);
  const judged = wasm.bench_verdicts();
  const names = known ? 'taken names known' : 'taken names checked on save';
  measured(`verdicts on ${judged} destinations, ${names}`, Number(runs), () => wasm.bench_verdicts());
  measured(`one keystroke among ${judged} destinations, ${names}`, 1000, (turn) => wasm.bench_keystroke(turn * 7));
}
