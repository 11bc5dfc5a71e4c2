import type { KeyboardEvent } from 'react';
import type { WorkerStatus } from '#core/contract/run/status.ts';
import { Table } from '#renderer/components/surfaces/table.tsx';
import { RelativeTime } from '#renderer/components/text/relative-time.tsx';
import { useRunOnScreen } from '../live/run-context.ts';
import { TrialLink } from '../live/trials/trial-link.tsx';
import { lifeWord } from './model.ts';
import type { LastSigns } from './use-heartbeats.ts';
import classes from './workers.module.css';

type WorkerTableProps = {
  readonly workers: readonly WorkerStatus[];
  readonly signs: LastSigns;
  readonly chosen: string;
  readonly onChoose: (worker: string) => void;
};

const STEPS: Readonly<Record<string, 'nextElementSibling' | 'previousElementSibling'>> = {
  ArrowDown: 'nextElementSibling',
  ArrowUp: 'previousElementSibling',
};

/** Arrow keys go from row to row. */
function goOn(event: KeyboardEvent<HTMLTableRowElement>): void {
  const step = STEPS[event.key];
  const next = step && event.currentTarget[step];
  if (next instanceof HTMLElement) {
    next.querySelector('button')?.focus();
    event.preventDefault();
  }
}

/** When a worker that left did so; of one that lives, when its heartbeat moved last. */
function LastSign({ worker, sign }: { worker: WorkerStatus; sign: string | null }) {
  const at = worker.left_at ?? sign;
  if (at === null) {
    return <span className="text3">not known</span>;
  }
  return <RelativeTime at={at} />;
}

function Row({
  worker,
  sign,
  isChosen,
  onChoose,
}: {
  worker: WorkerStatus;
  sign: string | null;
  isChosen: boolean;
  onChoose: () => void;
}) {
  const { runKey } = useRunOnScreen();
  return (
    <tr aria-current={isChosen || undefined} onClick={onChoose} onKeyDown={goOn}>
      <th scope="row">
        <button
          type="button"
          className={`mono ${classes.name}`}
          aria-label={`Log of ${worker.id}`}
          title={worker.id}
          onClick={onChoose}
        >
          {worker.id}
        </button>
      </th>
      <td>
        <span className={classes.life} data-alive={String(worker.alive)}>
          {lifeWord(worker)}
        </span>
      </td>
      <td className="text2">
        {worker.host ?? 'not known'}
        {worker.pid === null ? '' : `, pid ${worker.pid}`}
      </td>
      <td>
        {worker.trial ? (
          <TrialLink runKey={runKey} trial={worker.trial} />
        ) : (
          <span className="text3">none</span>
        )}
      </td>
      <td className="text2">
        <RelativeTime at={worker.started_at} />
      </td>
      <td className="text2">
        <LastSign worker={worker} sign={sign} />
      </td>
      <td className={classes.because}>
        {worker.ended_because ??
          (worker.alive === false ? 'without a word: killed, or its machine went down' : '')}
      </td>
    </tr>
  );
}

/** Every worker that ever registered with the run. */
export function WorkerTable({ workers, signs, chosen, onChoose }: WorkerTableProps) {
  const isAnyDoubtful = workers.some((worker) => lifeWord(worker).startsWith('not known'));
  return (
    <div className={classes.scroll}>
      <Table headStays className={classes.table} aria-label="Workers">
        <thead>
          <tr>
            <th scope="col">Name</th>
            <th scope="col">State</th>
            <th scope="col">Host, process</th>
            <th scope="col">Now</th>
            <th scope="col">Joined</th>
            <th scope="col">Last heartbeat</th>
            <th scope="col">{isAnyDoubtful ? 'What is known' : 'Exit reason'}</th>
          </tr>
        </thead>
        <tbody>
          {workers.map((worker) => (
            <Row
              key={worker.id}
              worker={worker}
              sign={signs.get(worker.id) ?? null}
              isChosen={worker.id === chosen}
              onChoose={() => onChoose(worker.id)}
            />
          ))}
        </tbody>
      </Table>
    </div>
  );
}
