import { relative, sep } from 'node:path';
import type { Diagnosis, Finding, FindingCode } from '#core/contract/run/diagnosis.ts';
import type { Severity } from '#core/contract/setup/problem.ts';
import type { RunLayout } from '../layout.ts';

/** What a look at a run found, without what it mended. */
export type Examination = Omit<Diagnosis, 'mended'>;

/** A finding without the parts that most do not have. */
type NewFinding = {
  readonly code: FindingCode;
  readonly severity: Severity;
  readonly message: string;
  readonly evidence?: readonly string[];
  readonly path?: string | null;
  readonly trial?: string | null;
  readonly worker?: string | null;
  readonly mend?: { readonly kind: NonNullable<Finding['mend']>['kind']; readonly does: string };
  /** Options of `incumbent doctor`, one choice each. */
  readonly options?: readonly string[];
};

export function finding({ options = [], mend, ...given }: NewFinding): Finding {
  return {
    code: given.code,
    severity: given.severity,
    message: given.message,
    evidence: [...(given.evidence ?? [])],
    path: given.path ?? null,
    trial: given.trial ?? null,
    worker: given.worker ?? null,
    mend: mend === undefined ? null : { ...mend, options: [...options] },
  };
}

/** A path below the root, with `/` on every system. */
export function below(layout: RunLayout, path: string): string {
  return relative(layout.root, path).split(sep).join('/');
}

/** What `--mend` does about a finding. */
export function byMending(does: string): Pick<NewFinding, 'mend' | 'options'> {
  return { mend: { kind: 'mend', does }, options: ['--mend'] };
}
