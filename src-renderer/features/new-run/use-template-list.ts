import { useEffect, useState } from 'react';
import type { Example } from '#core/contract/home.ts';
import { refusalOf } from '../../host/refusal.ts';
import { useStores } from '../../stores/stores.ts';
import { TEMPLATES } from './templates.ts';

export type TemplateChoice = {
  readonly name: string;
  readonly about: string | null;
  readonly use: () => void;
};

/** What a new run can begin with: a bare text for each kind of pipeline, and the examples that came along. */
export function useTemplateList(): TemplateChoice[] {
  const { connection, draft, notifications } = useStores();
  const [examples, setExamples] = useState<readonly Example[]>([]);
  useEffect(() => {
    let wanted = true;
    connection.client.home.examples({}).then(
      (listed) => {
        if (wanted) {
          setExamples(listed);
        }
      },
      // The bare texts are offered all the same.
      () => undefined,
    );
    return () => {
      wanted = false;
    };
  }, [connection]);
  const takeExample = (example: Example) => {
    connection.client.home.copyExample({ name: example.name }).then(
      ({ path, text }) => draft.replace(text, path),
      (error: unknown) =>
        notifications.notify({
          tone: 'failed',
          title: `${example.title} cannot be copied`,
          message: refusalOf(error).message,
          address: null,
        }),
    );
  };
  return [
    ...TEMPLATES.map(({ name, text }) => ({ name, about: null, use: () => draft.replace(text, null) })),
    ...examples.map((example) => ({
      name: example.title,
      about: example.needs,
      use: () => takeExample(example),
    })),
  ];
}
