import { useState } from 'react';
import { settingLines } from '#core/config/words/setting-lines.ts';
import { Segmented } from '#renderer/components/inputs/segmented.tsx';
import { Card } from '#renderer/components/surfaces/card.tsx';
import { Table } from '#renderer/components/surfaces/table.tsx';
import { count } from '#renderer/format/numbers.ts';
import classes from './configuration.module.css';

/** Every setting in force; what differs from its default stands out. */
export function SettingsTable({ settings }: { settings: Readonly<Record<string, unknown>> }) {
  const [shows, setShows] = useState<'changed' | 'all'>('changed');
  const lines = settingLines(settings);
  const changed = lines.filter(({ differs }) => differs);
  const shown = shows === 'all' ? lines : changed;
  return (
    <Card
      title="Settings"
      controls={
        <Segmented
          label="Which settings"
          value={shows}
          options={[
            { value: 'changed', label: `Not at default (${count(changed.length)})` },
            { value: 'all', label: `All (${count(lines.length)})` },
          ]}
          onChange={setShows}
        />
      }
    >
      <Table className={classes.settings} aria-label="Settings">
        <thead>
          <tr>
            <th scope="col">Key</th>
            <th scope="col">Value</th>
            <th scope="col">Default</th>
          </tr>
        </thead>
        <tbody>
          {shown.map((line) => (
            <tr key={line.key} data-differs={line.differs || undefined}>
              <th scope="row" className="mono">
                {line.key}
              </th>
              <td className="mono">{line.value}</td>
              <td className="mono text3">{line.fallback ?? 'none'}</td>
            </tr>
          ))}
        </tbody>
      </Table>
    </Card>
  );
}
