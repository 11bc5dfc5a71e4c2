import { formatAgo } from '#core/analysis/words/format-duration.ts';
import type { Diagnosis, Finding } from '#core/contract/run/diagnosis.ts';
import { examineRun } from '#core/engine/runs/doctor.ts';
import { systemClock } from '#core/platform/clock.ts';
import { untilInterrupted } from '../option-values.ts';
import type { Invocation } from '../shell.ts';
import type { Terminal } from '../terminal/terminal.ts';

export type DoctorOptions = {
  readonly json?: boolean;
  readonly mend?: boolean;
  readonly requeue?: readonly string[];
  readonly crash?: readonly string[];
  readonly keep?: readonly string[];
  readonly wait?: boolean;
};

/** `incumbent doctor`: looks, mends what it is asked to, and says both. */
export async function showDiagnosis(
  { terminal, options }: Invocation<DoctorOptions>,
  root: string,
): Promise<number> {
  const { json, mend, requeue, crash, keep = [], wait } = options;
  const sides = keep.map((text): [string, 'journal' | 'files'] => {
    const at = text.lastIndexOf('=');
    return [text.slice(0, at), text.slice(at + 1) === 'files' ? 'files' : 'journal'];
  });
  const diagnosis = await examineRun({
    root,
    clock: systemClock,
    mend: mend === true,
    requeue: requeue ?? [],
    crash: crash ?? [],
    keep: new Map(sides),
    wait: wait === true ? untilInterrupted(terminal) : null,
  });
  terminal.result(json === true ? JSON.stringify(diagnosis) : diagnosisText(diagnosis, terminal.colors));
  return 0;
}

function diagnosisText(diagnosis: Diagnosis, colors: Terminal['colors']): string {
  const { findings, workers, mended, journal_deletable } = diagnosis;
  const journal = journal_deletable.may ? 'may be deleted' : 'must stay';
  return [
    ...mended.map((what) => `${colors.green('mended')}: ${what}`),
    ...findings.flatMap((found) => findingLines(found, colors)),
    ...(findings.length === 0 ? ['Nothing is wrong with this run.'] : []),
    ...workers
      .filter(({ alive }) => alive !== false)
      .map(({ id, host, pid, alive, known_by, heartbeat_at }) => {
        const word = alive === null ? 'may live' : 'lives';
        const beat = heartbeat_at === null ? '' : `; last heartbeat ${ago(heartbeat_at)}`;
        return `worker ${id} (process ${pid} on ${host}) ${word}: ${known_by}${beat}`;
      }),
    `.incumbent/journal ${journal}: ${journal_deletable.because}`,
  ].join('\n');
}

function ago(at: string): string {
  return formatAgo(Math.max(0, (systemClock.now().getTime() - Date.parse(at)) / 1000));
}

function findingLines(
  { code, severity, message, evidence, mend }: Finding,
  colors: Terminal['colors'],
): readonly string[] {
  const paint = { error: colors.red, warning: colors.yellow, note: colors.dim } as const;
  const options = mend === null || mend.options.length === 0 ? '' : `${mend.options.join(' or ')}: `;
  return [
    `${paint[severity](severity)}: ${message} (${code})`,
    ...evidence.map((line) => `    ${line}`),
    ...(mend === null ? [] : [`    → ${options}${mend.does}`]),
  ];
}
