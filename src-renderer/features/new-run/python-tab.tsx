import { useMemo } from 'react';
import { exportRun } from '#core/config/exchange/export-run.ts';
import { parseRun } from '#core/config/parse-run.ts';
import type { CheckReport } from '#core/contract/check.ts';
import { CopyButton } from '../../components/copy-button.tsx';
import problemClasses from './problems.module.css';
import scriptClasses from './python-tab.module.css';
import classes from './side-panel.module.css';

type PythonTabProps = { readonly text: string; readonly report: CheckReport | null };

/** The same run as a script for the Python library; where the library can't run it, why not. */
export function PythonTab({ text, report }: PythonTabProps) {
  const exported = useMemo(() => {
    const { settings, space } = parseRun({ text, file: null, readText: () => null });
    // A space in a file of its own is only known to the engine.
    const known = space ?? report?.space ?? null;
    return settings === null || known === null ? null : exportRun(settings, known, 'python');
  }, [text, report]);
  if (exported === null) {
    return <p className={problemClasses.none}>The script stands here once pipeline and space can be read.</p>;
  }
  if (exported.kind === 'refused') {
    return (
      <div className={problemClasses.none}>
        <p>The Python library can’t run this:</p>
        <ul>
          {exported.reasons.map((reason) => (
            <li key={reason}>{reason}</li>
          ))}
        </ul>
      </div>
    );
  }
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by the keyboard. */}
      <section className={scriptClasses.script} aria-label="Python script" tabIndex={0}>
        <pre>{exported.text}</pre>
      </section>
      <div className={classes.sideFoot}>
        <span className="ellipsis grow">For NePS 0.16, to be kept beside the YAML</span>
        <CopyButton text={exported.text}>Copy</CopyButton>
      </div>
    </>
  );
}
