import { Checkbox } from '#renderer/components/inputs/checkbox.tsx';
import { baseName } from '#renderer/format/paths.ts';
import classes from '../documents.module.css';
import type { DocumentMove } from './use-move.ts';

type MovedPartProps = {
  readonly move: DocumentMove;
  /** Runs a change of what is to be saved. */
  readonly onChange: (act: () => void) => void;
};

/** What becomes of relative paths in the new folder; nothing where they stay what they are. */
export function MovedPart({ move, onChange }: MovedPartProps) {
  const { moved, isRewritten, isBeside, rewrite, copySpace } = move;
  const paths = moved.paths.filter(({ key }) => key !== 'pipeline_space' || !isBeside);
  if (moved.paths.length === 0) {
    return null;
  }
  return (
    <div className={classes.moved}>
      <Checkbox
        label="Rewrite its relative paths, so that it means the same"
        checked={isRewritten === true}
        disabled={isRewritten === null}
        onChange={(next) => onChange(() => rewrite(next))}
      />
      {isRewritten === true && paths.length > 0 && (
        <dl className={classes.movedPaths} aria-label="Relative paths">
          {paths.map(({ key, before, after }) => (
            <div key={key}>
              <dt className="mono">{key}</dt>
              <dd>
                <span className="mono text3">{before}</span> becomes{' '}
                {after === null ? (
                  'something else: it can only be rewritten in the YAML'
                ) : (
                  <span className="mono">{after}</span>
                )}
              </dd>
            </div>
          ))}
        </dl>
      )}
      {moved.beside !== null && (
        <Checkbox
          label={`Write ${baseName(moved.beside.path)} beside it too`}
          checked={isBeside}
          onChange={(next) => onChange(() => copySpace(next))}
        />
      )}
    </div>
  );
}
