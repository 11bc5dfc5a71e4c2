import { useMemo, useState } from 'react';
import { exportRun, tellingIgnored } from '#core/config/exchange/export-run.ts';
import { parseRun } from '#core/config/run/parse-run.ts';
import type { CheckReport } from '#core/contract/setup/check.ts';
import type { ExportTarget } from '#core/contract/setup/documents.ts';
import { baseName } from '../../../format/paths.ts';
import { ExportView } from './export-view.tsx';

type PythonTabProps = {
  readonly text: string;
  readonly report: CheckReport | null;
  /** The file that the text is in; null for none. */
  readonly file: string | null;
};

/** The same run for the Python libraries; where they can't run it, why not. */
export function PythonTab({ text, report, file }: PythonTabProps) {
  const [target, setTarget] = useState<ExportTarget>('python');
  const exported = useMemo(() => {
    const { settings, space, problems } = parseRun({ text, file: null, readText: () => null });
    // A space in a file of its own is only known to the engine.
    const known = space ?? report?.space ?? null;
    return settings === null || known === null
      ? null
      : tellingIgnored(exportRun(settings, known, target), problems);
  }, [text, report, target]);
  return (
    <ExportView
      target={target}
      onTarget={setTarget}
      exported={exported}
      waiting="It stands here once pipeline and space can be read."
      name={file === null ? 'run' : baseName(file).replace(/\.[^.]+$/, '')}
    />
  );
}
