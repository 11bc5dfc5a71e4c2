import { IconPlayerPlay } from '@tabler/icons-react';
import { useState } from 'react';
import type { Example } from '#core/contract/home.ts';
import { Button, type ButtonProps } from '#renderer/components/buttons/button.tsx';
import type { Refusal } from '#renderer/host/refusal.ts';
import { useOpenWays } from '../use-open-ways.ts';

type StartExampleProps = Pick<ButtonProps, 'variant' | 'size'> & {
  readonly example: Example | null;
  readonly onRefused: (refusal: Refusal | null) => void;
};

/** One click to a running run. */
export function StartExampleButton({ example, onRefused, ...look }: StartExampleProps) {
  const { startExample } = useOpenWays();
  const [busy, setBusy] = useState(false);
  const start = async () => {
    if (!example || busy) {
      return;
    }
    setBusy(true);
    onRefused(await startExample(example.name));
    setBusy(false);
  };
  const unavailable = example ? null : 'No example came with this installation.';
  return (
    <Button {...look} icon={IconPlayerPlay} unavailable={unavailable} aria-busy={busy} onClick={start}>
      Start the example
    </Button>
  );
}
