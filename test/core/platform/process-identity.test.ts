import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it, vi } from 'vitest';
import {
  isAlive,
  ownIdentity,
  processStart,
  sharesProcesses,
  statByPs,
} from '#core/platform/process-identity.ts';

const stop: (() => void)[] = [];
afterEach(() => {
  for (const end of stop.splice(0)) {
    end();
  }
});

describe('process identity', () => {
  it('tells this process from one that would reuse its id', () => {
    const own = ownIdentity();
    expect(own.pid).toBe(process.pid);
    expect(isAlive(own.pid, own.started)).toBe(true);
    expect(isAlive(own.pid, null)).toBe(true);
    if (own.started !== null) {
      expect(isAlive(own.pid, `${own.started}0`)).toBe(false);
    }
  });

  it('knows that a process is gone', async () => {
    const child = spawn('sleep', ['60'], { stdio: 'ignore' });
    await once(child, 'spawn');
    const pid = child.pid ?? 0;
    const started = processStart(pid);
    expect(isAlive(pid, started)).toBe(true);
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(isAlive(pid, started)).toBe(false);
  });

  it.skipIf(process.platform !== 'linux')('takes a zombie for dead (Linux)', async () => {
    // The shell starts a child, prints its id, and turns into a program that never collects it.
    const parent = spawn('sh', ['-c', 'sleep 0.05 & echo $!; exec sleep 60'], {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    stop.push(() => parent.kill('SIGKILL'));
    const [text] = await once(parent.stdout, 'data');
    const pid = Number(String(text).trim());
    const state = () => readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.[0];
    for (let waited = 0; state() !== 'Z' && waited < 10_000; waited += 20) {
      await sleep(20);
    }
    expect(state()).toBe('Z');
    expect(process.kill(pid, 0)).toBe(true);
    expect(isAlive(pid, null)).toBe(false);
    expect(statByPs(pid)?.state).toBe('Z');
  });

  it.skipIf(process.platform === 'win32')(
    'is the same by ps for observers of other zones and languages',
    () => {
      const seen = ['UTC', 'Asia/Tokyo', 'America/New_York'].map((zone) => {
        vi.stubEnv('TZ', zone).stubEnv('LC_ALL', 'de_DE.UTF-8');
        return statByPs(process.pid);
      });
      vi.unstubAllEnvs();
      expect(seen[0]?.started).toMatch(/^\w{3} \w{3} \d+ \d\d:\d\d:\d\d \d{4}$/);
      expect(new Set(seen.map((each) => each?.started)).size).toBe(1);
    },
  );

  it('keeps hosts, boots and containers apart', () => {
    const own = ownIdentity();
    expect(sharesProcesses(own, { ...own, pid: 1 })).toBe(true);
    expect(sharesProcesses(own, { ...own, host: 'other' })).toBe(false);
    expect(sharesProcesses(own, { ...own, space: 'another boot' })).toBe(false);
  });
});
