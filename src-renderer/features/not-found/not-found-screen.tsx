import { useLocation } from 'wouter';
import { Button } from '#renderer/components/buttons/button.tsx';
import { EmptyState } from '#renderer/components/surfaces/empty-state.tsx';
import { addresses } from '../../routing/addresses.ts';

/** An address that leads nowhere. */
export function NotFoundScreen() {
  const [path, navigate] = useLocation();
  return (
    <EmptyState
      level={1}
      title="There is nothing at this address"
      action={
        <Button variant="primary" onClick={() => navigate(addresses.runs)}>
          Show all runs
        </Button>
      }
    >
      <span className="mono">{path}</span> is not a place in this app. It may come from another version.
    </EmptyState>
  );
}
