import { IconGitBranch } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import type { BranchReport } from '#core/contract/run/run-view.ts';
import { Button } from '#renderer/components/buttons/button.tsx';
import { Icon } from '#renderer/components/text/icon.tsx';
import { Message } from '#renderer/components/text/message.tsx';
import { documentOf } from '#renderer/stores/draft/draft.ts';
import { counted } from '../../../format/numbers.ts';
import { useStores } from '../../../stores/stores.ts';
import type { Check } from '../check/use-check.ts';
import classes from './documents.module.css';

/** How many trials of the branched run fit the document; asked anew when it has been checked. */
function useBranchReport({ report, pending }: Check): BranchReport | null {
  const { connection, draft } = useStores();
  const from = useStore(draft, (state) => state.branch?.root ?? null);
  const [branch, setBranch] = useState<BranchReport | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new report is the sign that the document has changed.
  useEffect(() => {
    if (from === null || pending) {
      return;
    }
    let wanted = true;
    connection.client.setup.branch({ ...documentOf(draft.getState()), from }).then(
      (found) => wanted && setBranch(found),
      // The start says what is wrong.
      () => wanted && setBranch(null),
    );
    return () => {
      wanted = false;
    };
  }, [connection, draft, from, report, pending]);
  return branch;
}

function Words({ branch }: { branch: BranchReport | null }) {
  if (branch === null) {
    return <>what fits shows once space and optimizer can be read.</>;
  }
  const { imported, keeps_rungs, left_out } = branch;
  const fidelity = imported > 0 && !keeps_rungs ? ' They belong to no rung of this optimizer.' : '';
  return (
    <>
      it begins with {counted(imported, 'trial')} that fit{imported === 1 ? 's' : ''}; no budget counts them.
      {fidelity}
      {left_out.map(({ because, trials }) => (
        <span key={because}>
          {' '}
          {trials === 1 ? 'One is' : `${trials} are`} left out: each <Message>{because}</Message>.
        </span>
      ))}
    </>
  );
}

/** That the run takes over trials of another one, how many, and why not the others. */
export function BranchBar({ check }: { check: Check }) {
  const { draft } = useStores();
  const from = useStore(draft, (state) => state.branch);
  const branch = useBranchReport(check);
  if (from === null) {
    return null;
  }
  return (
    <div className={classes.branch} role="status" aria-label="Branch">
      <Icon of={IconGitBranch} />
      <span className="grow">
        <b>A branch of {from.name}</b>: <Words branch={branch} />
      </span>
      <Button size="small" onClick={draft.endBranch}>
        Start without imported trials
      </Button>
    </div>
  );
}
