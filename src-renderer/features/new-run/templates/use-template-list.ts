import { useEffect, useState } from 'react';
import { useLocation } from 'wouter';
import type { Example, HomeRun } from '#core/contract/home.ts';
import { askForPath } from '#renderer/features/open/open-flows.ts';
import { refusalOf } from '#renderer/host/refusal.ts';
import { type Stores, useHome, useStores } from '#renderer/stores/stores.ts';
import { beginWithRun } from '../documents/begin-with-run.ts';
import { freeRoot } from '../documents/save/free-root.ts';
import { TEMPLATE_ROOT, TEMPLATES, type Template, withRoot } from './templates.ts';

export type TemplateChoice = {
  readonly name: string;
  readonly about: string | null;
  readonly use: () => void;
};

/** What a new run can begin with, by where it is from. */
export type TemplateGroups = {
  /** A bare text for each kind of pipeline. */
  readonly beginnings: readonly TemplateChoice[];
  readonly examples: readonly TemplateChoice[];
  /** The runs that changed last, newest first. */
  readonly runs: readonly TemplateChoice[];
  readonly file: TemplateChoice;
};

/** As many earlier runs as a menu shows at a glance; each run's Configuration offers the same. */
const RUNS_SHOWN = 8;

/** What a new run may begin with: templates, examples, runs on the list, files. */
export function useTemplateGroups(): TemplateGroups {
  const stores = useStores();
  const { connection, draft, notifications } = stores;
  const [, go] = useLocation();
  const examples = useExamples();
  const runs = useHome((state) => state.home?.runs);
  const explain = (title: string) => (error: unknown) =>
    notifications.notify({ tone: 'failed', title, message: refusalOf(error).message, address: null });
  return {
    beginnings: TEMPLATES.map((template) => ({
      name: template.name,
      about: null,
      use: () => void beginWith(template, stores),
    })),
    examples: examples.map(({ name, title, needs }) => ({
      name: title,
      about: needs && `Needs ${needs}`,
      use: () =>
        void connection.client.home
          .copyExample({ name })
          .then(
            ({ path, text }) => draft.replace(text, { file: path }),
            explain(`${title} cannot be copied`),
          ),
    })),
    runs: latest(runs ?? []).map(({ key, name }) => ({
      name,
      about: null,
      use: () => void beginWithRun(stores, key).catch(explain(`${name} cannot be read`)),
    })),
    file: {
      name: 'From a file…',
      about: null,
      use: () => void askForPath('open-yaml', { stores, go }),
    },
  };
}

/** Puts a template on screen, in a root that no earlier run has taken. */
async function beginWith(template: Template, { connection, draft }: Stores): Promise<void> {
  const lookAt = (root: string) => connection.client.setup.lookAtRoot({ root, file: null, folder: null });
  draft.replace(withRoot(template, await freeRoot(TEMPLATE_ROOT, lookAt)));
}

function latest(runs: readonly HomeRun[]): readonly HomeRun[] {
  const changed = ({ status }: HomeRun) => status?.last_change_at ?? '';
  return runs
    .filter(({ status }) => status !== null)
    .toSorted((a, b) => (changed(a) < changed(b) ? 1 : -1))
    .slice(0, RUNS_SHOWN);
}

/** The examples that came along; none while they can't be listed. */
function useExamples(): readonly Example[] {
  const { connection } = useStores();
  const [examples, setExamples] = useState<readonly Example[]>([]);
  useEffect(() => {
    let wanted = true;
    connection.client.home.examples({}).then(
      (listed) => wanted && setExamples(listed),
      // The bare texts are offered all the same.
      () => undefined,
    );
    return () => {
      wanted = false;
    };
  }, [connection]);
  return examples;
}
