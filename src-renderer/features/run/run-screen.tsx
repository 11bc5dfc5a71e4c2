import { useRun } from '../../stores/stores.ts';

/** One run: its header and the tab that the address names. */
export function RunScreen({ runKey, tab }: { runKey: string; tab: string }) {
  const facts = useRun(runKey, (view) => view.facts);
  return (
    <h1>
      {facts?.name ?? runKey} {tab}
    </h1>
  );
}
