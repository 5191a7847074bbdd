// Holds the rules in WebAssembly against the rules of this machine: every case of the corpus, byte for byte.
// node crates/corpus/run.mjs MODULE.wasm
import { spawnSync } from 'node:child_process';
import { open } from './module.mjs';

const [path] = process.argv.slice(2);
if (!path) {
  console.error('which module? node crates/corpus/run.mjs MODULE.wasm');
  process.exit(2);
}
const native = spawnSync(
  'cargo',
  ['run', '--quiet', '--package', 'rehome-corpus', '--example', 'native_answers'],
  { encoding: 'utf8', maxBuffer: 1 << 30, stdio: ['ignore', 'pipe', 'inherit'] },
);
if (native.status !== 0) process.exit(native.status ?? 1);

const { run } = await open(path);
let passed = 0;
let failed = 0;
for (const line of native.stdout.split('\n').filter(Boolean)) {
  const { name, case: text, answer } = JSON.parse(line);
  const here = run(Buffer.from(text, 'utf8'));
  if (Buffer.compare(here, Buffer.from(answer, 'utf8')) === 0) {
    passed += 1;
  } else {
    failed += 1;
    console.log(`differs: ${name}\n  native ${answer.slice(0, 400)}\n  wasm   ${here.toString('utf8').slice(0, 400)}`);
  }
}
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 && passed > 0 ? 0 : 1);
