/**
 * What a start does to a root before its workers, with a disk that does what a plan says:
 * `node chaos-start.js RUN.yaml continue|overwrite`.
 */
import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { readRun } from '#core/launch/read/read-run.ts';
import { readyRun } from '#core/launch/read/ready-run.ts';
import { prepareRoot } from '#core/launch/root/prepare-root.ts';
import type { RootWish } from '#core/launch/root/root-request.ts';
import { systemClock } from '#core/platform/clock.ts';
import { installWriteHook } from '#core/platform/write-port.ts';
import { chaosHook } from './chaos-hook.ts';
import { type ChaosPlan, PLAN_VARIABLE } from './chaos-plan.ts';

const [file = '', wish = 'continue'] = process.argv.slice(2);
const WISHES: Readonly<Record<string, RootWish>> = {
  continue: { kind: 'continue' },
  overwrite: { kind: 'overwrite', confirmed: true, ifIdle: false },
};

installWriteHook(chaosHook(JSON.parse(process.env[PLAN_VARIABLE] ?? '') as ChaosPlan));
const text = readFileSync(file, 'utf8');
const home = '/users/nobody';
const source = { text, file, workingDirectory: dirname(file), set: [], home, env: process.env };
const at = new Date();
await prepareRoot({
  run: readyRun(await readRun(source)),
  wish: WISHES[wish] ?? { kind: 'ask' },
  launch: {
    at: at.toISOString(),
    host: 'here',
    by: 'a test',
    version: 'chaos',
    workers: 1,
    set: [],
    file,
    yaml: text,
  },
  begunAt: at,
  home,
  clock: systemClock,
});
