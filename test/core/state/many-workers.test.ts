import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createJournalReader } from '#core/state/journal/journal-reader.ts';
import { createLedger, type Ledger } from '#core/state/ledger/ledger.ts';
import { temporaryRun } from './run-fixture.ts';

let run: { readonly root: string; remove(): void };
const children: ChildProcess[] = [];

beforeEach(async () => {
  run = await temporaryRun();
});
afterEach(async () => {
  await Promise.all(children.splice(0).map(kill));
  run.remove();
});

/** A worker whose first evaluation lasts until so many are at one. */
function start(total: number, together = 0): ChildProcess {
  const script = fileURLToPath(new URL('./hammer.ts', import.meta.url));
  const child = fork(script, [run.root, String(total), String(together)], {
    execArgv: ['--import', 'tsx'],
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  children.push(child);
  return child;
}

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) {
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await gone;
  }
}

async function exitOf(child: ChildProcess): Promise<unknown> {
  return child.exitCode ?? (await once(child, 'exit'))[0];
}

function replayed(): Ledger {
  const ledger = createLedger();
  ledger.apply(createJournalReader(run.root).readAllSync());
  return ledger;
}

type LogLine = { what: string; trial: string; attempt: string; pid: string; at: bigint };

function evaluations(): readonly LogLine[] {
  return readFileSync(join(dirname(run.root), 'evaluations.log'), 'utf8')
    .trim()
    .split('\n')
    .map((line) => {
      const [what = '', trial = '', attempt = '', pid = '', at = '0'] = line.split(' ');
      return { what, trial, attempt, pid, at: BigInt(at) };
    });
}

/** What must hold however many workers there were and however they ended. */
function expectWhole(total: number): void {
  const ledger = replayed();
  expect(ledger.evaluations).toEqual({ completed: total, committed: total });
  expect(ledger.counts()).toMatchObject({ success: total, pending: 0, evaluating: 0 });
  const log = evaluations();
  for (const { trial } of log.filter(({ what }) => what === 'reported')) {
    expect(ledger.get(trial)?.state, trial).toBe('success');
  }
  for (const trial of ledger.all) {
    const files = readdirSync(join(run.root, 'results', `config_${trial.trial}`));
    expect(files.sort(), trial.trial).toEqual(['config.yaml', 'metadata.yaml', 'result.yaml']);
  }
  const text = readFileSync(join(run.root, 'all_losses_and_configs.txt'), 'utf8');
  expect(text.match(/^Config ID: .*$/gm)).toEqual(ledger.completed.map(({ trial }) => `Config ID: ${trial}`));
  expect(log.map(({ what, trial, attempt }) => `${what} ${trial} ${attempt}`).sort()).toEqual(
    [...new Set(log.map(({ what, trial, attempt }) => `${what} ${trial} ${attempt}`))].sort(),
  );
}

/** Up to a dozen processes, each of which is translated as it starts. */
describe('many workers on one root', { timeout: 1_800_000 }, () => {
  it('evaluate each trial once and exactly as many as the budget says', async () => {
    const total = 300;
    const workers = Array.from({ length: 6 }, () => start(total, 6));
    expect(await Promise.all(workers.map(exitOf))).toEqual([0, 0, 0, 0, 0, 0]);
    expectWhole(total);
    const log = evaluations();
    expect(log.filter(({ what }) => what === 'start').length).toBe(total);
    expect(new Set(log.map(({ pid }) => pid)).size).toBe(6);
  });

  it('lose no result and count none twice while they are killed at random moments', async () => {
    const total = 250;
    let workers = Array.from({ length: 4 }, () => start(total));
    for (let kills = 0; kills < 12; kills += 1) {
      await sleep(700 + Math.random() * 400);
      const [victim, ...rest] = workers;
      if (victim === undefined || replayed().evaluations.completed >= total) {
        break;
      }
      await kill(victim);
      workers = [...rest, start(total)];
    }
    await Promise.all(workers.map(exitOf));
    await exitOf(start(total));
    expectWhole(total);
  });
});
