import { useId, useState } from 'react';
import type { InterpreterOffer } from '#core/contract/setup/pipeline.ts';
import { Button } from '#renderer/components/buttons/button.tsx';
import { Field } from '#renderer/components/inputs/field.tsx';
import { ErrorNotice } from '#renderer/components/surfaces/error-notice.tsx';
import { PathText } from '#renderer/components/text/path-text.tsx';
import { type Refusal, refusalOf } from '#renderer/host/refusal.ts';
import { documentOf } from '#renderer/stores/draft/draft.ts';
import { useStores } from '#renderer/stores/stores.ts';
import { Offer, type OfferProps, Offers } from '../fields/offers.tsx';
import classes from './interpreter.module.css';
import { useCancellable } from './use-cancellable.ts';

/** A search for Pythons, as far as it has come. */
type InterpreterSearchState = {
  readonly isSearching: boolean;
  readonly offers: readonly InterpreterOffer[];
  readonly refusal: Refusal | null;
};

type InterpreterSearch = {
  readonly state: InterpreterSearchState;
  readonly begin: () => void;
  readonly cancel: () => void;
};

const NOTHING: InterpreterSearchState = { isSearching: false, offers: [], refusal: null };

/** Looks for every Python that could run the draft's function; the search ends when the screen is left. */
export function useInterpreters(): InterpreterSearch {
  const { connection, draft } = useStores();
  const [state, setState] = useState(NOTHING);
  const work = useCancellable();

  const run = async (signal: AbortSignal) => {
    const change = (next: Partial<InterpreterSearchState>) =>
      signal.aborted || setState((before) => ({ ...before, ...next }));
    try {
      const document = documentOf(draft.getState());
      for await (const found of await connection.client.setup.interpreters(document, { signal })) {
        change({ offers: found.interpreters, isSearching: !found.done });
      }
    } catch (thrown) {
      change({ refusal: refusalOf(thrown), isSearching: false });
    }
  };
  return {
    state,
    begin: () => {
      const signal = work.begin();
      setState({ ...NOTHING, isSearching: true });
      void run(signal);
    },
    cancel: () => {
      work.cancel();
      setState((before) => ({ ...before, isSearching: false }));
    },
  };
}

type InterpreterChooserProps = {
  readonly search: InterpreterSearch;
  /** What the text names; null where it leaves the choice. */
  readonly chosen: string | null;
  /** The path of the Python that would be used now. */
  readonly current: string | null;
  /** Null leaves the choice to the engine. */
  readonly onChoose: (setting: string | null) => void;
  readonly onClose: () => void;
};

/** Every Python that was found, with what the function's imports find in it; or another by its path. */
export function InterpreterChooser(props: InterpreterChooserProps) {
  const { search, chosen, current, onChoose, onClose } = props;
  const { isSearching, offers, refusal } = search.state;
  const group = useId();
  return (
    <Offers label="Python" onClose={onClose}>
      <Offer
        group={group}
        name="Automatic"
        about="The active environment, then those beside and above the files, then PATH."
        isChosen={chosen === null}
        onChoose={() => onChoose(null)}
      />
      {offers.map((offer) => (
        <PythonOffer
          key={offer.path}
          group={group}
          offer={offer}
          isChosen={chosen !== null && (offer.setting === chosen || offer.path === current)}
          onChoose={() => onChoose(offer.setting)}
        />
      ))}
      <div className={classes.more} role="status">
        {isSearching ? 'Looking for Pythons…' : `${offers.length} found`}
        {isSearching && (
          <Button size="small" onClick={search.cancel}>
            Cancel the search
          </Button>
        )}
      </div>
      {refusal !== null && <ErrorNotice title="The search could not be made" error={refusal} />}
      <Other onChoose={onChoose} />
    </Offers>
  );
}

type PythonOfferProps = Pick<OfferProps, 'group' | 'isChosen' | 'onChoose'> & {
  readonly offer: InterpreterOffer;
};

function PythonOffer({ offer, ...choice }: PythonOfferProps) {
  const { setting, version, source, path, installed, missing } = offer;
  return (
    <Offer
      {...choice}
      name={`Python ${version}, ${setting}`}
      title={`Python ${version}`}
      about={
        <>
          <PathText path={path} />
          <span className={classes.source}>{source}</span>
          {installed.length > 0 && <span>Has {installed.join(', ')}.</span>}{' '}
          {missing.length > 0 && <span className={classes.lacks}>Lacks {missing.join(', ')}.</span>}
        </>
      }
    />
  );
}

function Other({ onChoose }: { readonly onChoose: (setting: string) => void }) {
  const [typed, setTyped] = useState('');
  const isThere = typed.trim() !== '';
  return (
    <form
      className={classes.other}
      onSubmit={(event) => {
        event.preventDefault();
        if (isThere) {
          onChoose(typed.trim());
        }
      }}
    >
      <Field
        label="Other: a path, an environment’s folder or a command"
        mono
        value={typed}
        onChange={setTyped}
        spellCheck={false}
        autoComplete="off"
      />
      <Button type="submit" unavailable={isThere ? null : 'Type a path or a command first.'}>
        Use this
      </Button>
    </form>
  );
}
