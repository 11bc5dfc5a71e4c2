import { useState } from 'react';
import type { CheckReport } from '#core/contract/setup/check.ts';
import type { Problem } from '#core/contract/setup/problem.ts';
import { Button } from '#renderer/components/buttons/button.tsx';
import type { DocumentForm } from '../document/use-document.ts';
import classes from '../form/run-form.module.css';
import { ArgumentField } from './argument-field.tsx';
import { ManualPart } from './manual-part.tsx';
import { OptimizerChooser } from './optimizer-chooser.tsx';
import own from './settings.module.css';

type OptimizerFormProps = {
  readonly report: CheckReport;
  readonly form: DocumentForm;
  readonly problems: readonly Problem[];
};

/** Which optimizer it will be and why, the others to choose from, and its arguments. */
export function OptimizerForm({ report, form, problems }: OptimizerFormProps) {
  const { optimizer, optimizers } = report;
  const [isOpen, setOpen] = useState(false);
  const [isReading, setReading] = useState(false);
  const draft = form.settings?.optimizer ?? null;
  const offer = optimizers.find(({ info }) => info.name === optimizer?.name);
  const canChoose = draft !== null && draft.name !== null && !form.isBehind;
  const isArguable = canChoose && draft.name !== 'auto';
  return (
    <>
      <div className={`${classes.about} ${own.current}`}>
        <div className="grow">
          {optimizer === null ? (
            'It is settled once the search space and its name can be read.'
          ) : (
            <>
              <b className="strong">
                {draft?.name === 'auto' && 'Automatic: '}
                {offer?.info.title ?? optimizer.name}
              </b>
              {' · '}
              <span className="text2">{optimizer.reason}</span>
            </>
          )}
          {offer && <p className="text2 small">{offer.info.summary}</p>}
        </div>
        {offer && (
          <Button
            size="small"
            variant="ghost"
            aria-expanded={isReading}
            onClick={() => setReading(!isReading)}
          >
            How it works
          </Button>
        )}
        <Button
          size="small"
          aria-expanded={isOpen}
          unavailable={canChoose ? null : 'It is written in a way that only the YAML can change'}
          onClick={() => setOpen(!isOpen)}
        >
          Choose another
        </Button>
      </div>
      {isReading && offer && <ManualPart name={offer.info.name} title={offer.info.title} />}
      {isOpen && canChoose && (
        <OptimizerChooser
          offers={optimizers}
          chosen={draft.name}
          onChoose={(name) => form.edit(draft.choose(name), 'optimizer')}
          onClose={() => setOpen(false)}
        />
      )}
      {offer && isArguable && offer.info.arguments.length > 0 && (
        <dl className={classes.settings}>
          {offer.info.arguments.map((argument) => (
            <div key={argument.name}>
              <dt className="mono">{argument.name}</dt>
              <dd className={own.value}>
                <ArgumentField
                  argument={argument}
                  form={form}
                  isWrong={problems.some(({ path }) => path === `optimizer.${argument.name}`)}
                />
                <span className="text3 small">{argument.description}</span>
              </dd>
            </div>
          ))}
        </dl>
      )}
    </>
  );
}
