import { useEffect } from 'react';
import { useStores } from '../../../stores/stores.ts';
import type { Check } from '../check/use-check.ts';

const YAML = /\.ya?ml$/i;

/** Opens the YAML file that `pipeline_space` names beside the run's own, and closes it when it names none. */
export function useSpaceFile({ report, pending }: Check): void {
  const { draft } = useStores();
  const named = report?.space_file ?? null;
  const isReadable = named !== null && named.text !== null && YAML.test(named.path);
  const { path = '', written = '', text = '' } = isReadable ? named : {};
  const isSettled = report !== null && !pending;
  useEffect(() => {
    if (isSettled) {
      draft.showSpace(isReadable ? { path, written, text: text ?? '' } : null);
    }
  }, [draft, isSettled, isReadable, path, written, text]);
}
