import { EmptyState } from '#renderer/components/surfaces/empty-state.tsx';
import { ErrorNotice } from '#renderer/components/surfaces/error-notice.tsx';
import { useReadOnlyReason } from '../../stores/read-only.ts';
import { useHome } from '../../stores/stores.ts';
import { FirstStart } from './first-start/first-start.tsx';
import { useExample } from './first-start/use-example.ts';
import classes from './home.module.css';
import { HomeSkeleton } from './home-skeleton.tsx';
import { RunsPage } from './runs-page.tsx';

/** All runs this person looks after, or, at the very start, three ways to get one. */
export function HomeScreen() {
  const home = useHome((state) => state.home);
  const error = useHome((state) => state.error);
  const readOnly = useReadOnlyReason();
  // Asked for beside the list and not after it: at the first start the button is what people wait for.
  const example = useExample();
  if (error) {
    return (
      <div className={classes.page}>
        <ErrorNotice title="The list of runs cannot be read" error={error} />
      </div>
    );
  }
  if (!home) {
    return <HomeSkeleton />;
  }
  if (readOnly && home.runs.length === 0) {
    return (
      <EmptyState level={1} title="No runs to show">
        {readOnly}
      </EmptyState>
    );
  }
  return home.runs.length === 0 ? (
    <FirstStart watched={home.watched_folders} example={example} />
  ) : (
    <RunsPage home={home} example={example} />
  );
}
