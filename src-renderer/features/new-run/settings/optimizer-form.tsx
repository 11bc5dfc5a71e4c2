import { useId, useState } from 'react';
import { isNumberText, typedSource } from '#core/config/edit/text/source-text.ts';
import type { OptimizerArgument, OptimizerOffer } from '#core/contract/optimizers/optimizers.ts';
import type { CheckReport } from '#core/contract/setup/check.ts';
import type { Problem } from '#core/contract/setup/problem.ts';
import { Button } from '#renderer/components/buttons/button.tsx';
import { Message } from '#renderer/components/text/message.tsx';
import type { DocumentForm } from '../document/use-document.ts';
import { Offer, Offers } from '../fields/offers.tsx';
import { Select } from '../fields/select.tsx';
import { TypedField } from '../fields/typed-field.tsx';
import classes from '../form/run-form.module.css';
import { ManualPart } from './manual-part.tsx';
import own from './settings.module.css';

type OptimizerChooserProps = {
  readonly offers: readonly OptimizerOffer[];
  /** As the text names it. */
  readonly chosen: string | null;
  readonly onChoose: (name: string) => void;
  readonly onClose: () => void;
};

type Row = {
  readonly name: string;
  readonly title: string;
  readonly about: string;
  readonly isRefused: boolean;
};

const AUTOMATIC: Row = {
  name: 'auto',
  title: 'Automatic',
  about: 'Chooses by the search space: by its fidelity, its priors, and their kinds.',
  isRefused: false,
};

function rowOf({ info, refusal }: OptimizerOffer): Row {
  return { name: info.name, title: info.title, about: refusal ?? info.summary, isRefused: refusal !== null };
}

/** All optimizers with a sentence each; those that can't use the space say why. */
function OptimizerChooser({ offers, chosen, onChoose, onClose }: OptimizerChooserProps) {
  const group = useId();
  const known = offers.find(({ info, aliases }) => info.name === chosen || aliases.includes(chosen ?? ''));
  const now = known?.info.name ?? chosen;
  return (
    <Offers label="Optimizer" onClose={onClose}>
      {[AUTOMATIC, ...offers.map(rowOf)].map(({ name, title, about, isRefused }) => (
        <Offer
          key={name}
          group={group}
          name={title}
          about={<Message>{about}</Message>}
          isChosen={name === now}
          isRefused={isRefused}
          onChoose={() => onChoose(name)}
        />
      ))}
    </Offers>
  );
}

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

type ArgumentFieldProps = {
  readonly argument: OptimizerArgument;
  readonly form: DocumentForm;
  readonly isWrong: boolean;
};

function choicesOf({ type, choices }: OptimizerArgument): readonly string[] {
  return type === 'boolean' ? ['true', 'false'] : (choices ?? []);
}

/** One argument of the optimizer as a field made from its description; an empty one leaves the default. */
function ArgumentField({ argument, form, isWrong }: ArgumentFieldProps) {
  const { name, type } = argument;
  const draft = form.settings?.optimizer;
  const given = draft?.arguments.get(name)?.shown ?? '';
  const write = (source: string | null, about: string | null) =>
    form.edit(draft?.argue(name, source) ?? [], about);
  const byDefault = String(argument.default);
  if (type === 'boolean' || type === 'choice') {
    const options = [
      { value: '', label: `${byDefault} (default)` },
      ...choicesOf(argument).map((choice) => ({ value: choice, label: choice })),
    ];
    return (
      <Select
        label={name}
        value={given}
        options={options}
        onChange={(choice) => write(choice === '' ? null : typedSource(choice), null)}
      />
    );
  }
  return (
    <TypedField
      label={name}
      value={given}
      placeholder={byDefault}
      isWrong={isWrong}
      isComplete={(typed) => typed.trim() === '' || isNumberText(typed)}
      onType={(typed) => write(typed.trim() === '' ? null : typedSource(typed), `optimizer.${name}`)}
    />
  );
}
