import type { TrajectoryAxis } from '#core/analysis/charts/trajectory.ts';
import { Segmented } from '#renderer/components/inputs/segmented.tsx';
import type { LossScale } from '#renderer/routing/chart-state.ts';
import { useQuery } from '#renderer/routing/use-query.ts';

type AxisSwitchesProps = {
  readonly axis: TrajectoryAxis;
  readonly axes: readonly TrajectoryAxis[];
  readonly nameOf: (axis: TrajectoryAxis) => string;
  readonly scale: LossScale;
  /** Why the losses can have no logarithmic axis; null where they can. */
  readonly noLog: string | null;
  /** The look of the words before them. */
  readonly wordClass: string | undefined;
};

/** The two axes of a chart of losses, kept in the address. Another axis across shows all of itself. */
export function AxisSwitches({ axis, axes, nameOf, scale, noLog, wordClass }: AxisSwitchesProps) {
  const [, setQuery] = useQuery();
  return (
    <>
      <span className={wordClass}>Across</span>
      <Segmented
        label="Across"
        value={axis}
        options={axes.map((each) => ({ value: each, label: nameOf(each) }))}
        onChange={(across) => setQuery({ across, zoom: null })}
      />
      <span className={wordClass}>Loss</span>
      <Segmented
        label="Loss axis"
        value={scale}
        options={[
          { value: 'linear', label: 'Linear' },
          { value: 'log', label: 'Log', unavailable: noLog },
        ]}
        onChange={(loss) => setQuery({ loss })}
      />
    </>
  );
}
