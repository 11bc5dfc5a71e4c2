/**
 * A process that writes trials into the journal of a run as a worker does: ROOT WRITER COUNT PAUSE_MS. It registers
 * first, prints `ready`, and stays alive afterwards until it is killed.
 */
import { appendFileSync, readFileSync, readlinkSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const [root = '', writer = '', count = '0', pause = '0'] = process.argv.slice(2);
const engine = join(root, '.incumbent');
const journal = join(engine, 'journal', `${writer}.jsonl`);

function stat() {
  const text = readFileSync('/proc/self/stat', 'utf8');
  return text.slice(text.lastIndexOf(')') + 2).split(' ');
}

const space = `${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()} ${readlinkSync('/proc/self/ns/pid')}`;
const identity = { host: hostname(), pid: process.pid, started: stat()[19], space };
const registration = {
  worker: writer,
  ...identity,
  generation: 0,
  registered_at: new Date().toISOString(),
  version: '0.1.0',
  heartbeat: 10,
  max_evaluations: null,
};
writeFileSync(join(engine, 'workers', `${writer}.json`), JSON.stringify(registration));
appendFileSync(join(engine, 'journal', 'writers'), `\n${JSON.stringify({ writer, ...identity })}\n`);

const base = Number(process.env.FIRST_FENCE ?? 1);
let seq = 0;
function line(operation, fence) {
  seq += 1;
  appendFileSync(journal, `${JSON.stringify({ ...operation, fence, seq, time: Date.now() })}\n`);
}

for (let index = 0; index < Number(count); index += 1) {
  const number = base + index;
  const trial = String(number);
  const place = { bracket: null, rung: null, fidelity: null };
  line({ op: 'sample', number, trial, config: { x: index / 100 }, ...place, attempt: 1 }, 2 * number);
  const now = Date.now();
  line(
    {
      op: 'report',
      trial,
      attempt: 1,
      late: false,
      state: 'success',
      loss: 1 / number,
      cost: null,
      learning_curve: null,
      extra: null,
      error: null,
      started: now,
      ended: now,
      seconds: 0,
    },
    2 * number + 1,
  );
  if (Number(pause) > 0) {
    await sleep(Number(pause));
  }
}
if (process.env.LEAVE_ONE === '1') {
  const number = base + Number(count);
  const place = { bracket: null, rung: null, fidelity: null };
  line({ op: 'sample', number, trial: String(number), config: { x: 0.5 }, ...place, attempt: 1 }, 2 * number);
}
console.log('ready');
setInterval(() => undefined, 60_000);
