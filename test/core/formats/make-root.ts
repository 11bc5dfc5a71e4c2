// Makes the fixture root of the present format: `npx tsx test/core/formats/make-root.ts`, after a build. Roots of earlier
// formats are never made again: they show what their versions wrote.
import { cpSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Launched, launchRun } from '#core/engine/runs/launch-run.ts';
import { readStatus } from '#core/engine/runs/look.ts';
import { resumeRun } from '#core/engine/runs/resume-run.ts';
import { stopRun } from '#core/engine/runs/stop-run.ts';
import type { LaunchHost } from '#core/engine/workers/launch-host.ts';
import { systemClock } from '#core/platform/clock.ts';
import { ownIdentity } from '#core/platform/process-identity.ts';
import { RUN_FORMAT } from '#core/state/root/run-record.ts';
import { removeFolder } from '#test/support/remove-folder.ts';
import { MADE_UP_FOLDER, ROOTS, rootFacts } from './read-root.ts';

const HOST: LaunchHost = {
  version: '0.1.0',
  workerEntry: fileURLToPath(new URL('../../../dist/main/worker.js', import.meta.url)),
  commandEntry: fileURLToPath(new URL('../../../dist/main/cli.js', import.meta.url)),
  by: 'command line',
  env: process.env,
  logLevel: 'info',
  clock: systemClock,
};
const MACHINE = 'workstation';
const YAML = `# A small search with everything that a root can hold.
evaluate_pipeline: {command: 'node objective.mjs {rate} {epochs}'}
pipeline_space:
  rate: {lower: 1e-4, upper: 1.0, log: true, prior: 1e-2}
  epochs: {lower: 1.0, upper: 9.0, is_fidelity: true}
  width: [8, 64]
  activation: [relu, 'no', '1:30']
  momentum: 1.0
root_directory: results
optimizer: {name: asha, eta: 3}
max_evaluations_total: 9
max_cost_total: 1000
cost_value_on_error: 2
seed: 11
incumbent: {cost_unit: epochs, note: made for tests}
`;

const folder = mkdtempSync(join(tmpdir(), 'incumbent-fixture-'));
const root = join(folder, 'results');
cpSync(join(ROOTS, 'objective.mjs'), join(folder, 'objective.mjs'));
writeFileSync(join(folder, 'run.yaml'), YAML);
writeFileSync(join(folder, 'hold-2_rung_0'), '');
writeFileSync(join(folder, 'fail-3_rung_0'), '');

// Workers do not keep the process that started them alive.
const waiting = setInterval(() => undefined, 1000);
const ended = (launched: Launched) => Promise.all(launched.workers.map((worker) => worker.ended));

// A worker that is stopped in its second evaluation, one that an error halts, one that goes on.
const first = await launchRun(HOST, {
  text: YAML,
  file: join(folder, 'run.yaml'),
  workingDirectory: folder,
  root: null,
  wish: { kind: 'continue' },
  begunAt: new Date(),
  confirmedName: null,
  workers: 1,
  env: {},
  set: [],
});
if (first.kind === 'exists') {
  throw new Error('the folder is new');
}
while ((await readStatus(root)).counts.success < 1 || (await readStatus(root)).counts.evaluating < 1) {
  await new Promise((done) => setTimeout(done, 50));
}
await stopRun({ root, now: true, by: 'command line', clock: systemClock });
await ended(first);
rmSync(join(folder, 'hold-2_rung_0'));
await ended(await resumeRun(HOST, { root, workers: 1, env: {}, set: [] }));
await ended(await resumeRun(HOST, { root, workers: 1, env: {}, set: ['ignore_errors=true'] }));
clearInterval(waiting);

const target = join(ROOTS, `format-${RUN_FORMAT}`);
removeFolder(target);
cpSync(root, join(target, 'results'), { recursive: true });
rmSync(join(target, 'results', '.incumbent', 'cache'), { recursive: true });
for (const entry of readdirSync(target, { recursive: true, withFileTypes: true })) {
  if (entry.isFile()) {
    anonymise(join(entry.parentPath, entry.name));
  }
}
writeFileSync(
  join(target, 'facts.json'),
  `${JSON.stringify(await rootFacts(join(target, 'results')), null, 2)}\n`,
);
rmSync(folder, { recursive: true });

/** No path and no name of the machine that made it. */
function anonymise(file: string): void {
  const text = readFileSync(file, 'utf8')
    .replaceAll(folder, MADE_UP_FOLDER)
    .replaceAll(process.execPath, 'node')
    .replaceAll(ownIdentity().space, 'another-life')
    .replaceAll(hostname(), MACHINE);
  writeFileSync(file, text);
  renameSync(file, join(dirname(file), basename(file).replaceAll(hostname(), MACHINE)));
}
