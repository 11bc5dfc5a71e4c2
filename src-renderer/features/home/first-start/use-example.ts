import { useEffect, useState } from 'react';
import type { Example } from '#core/contract/home.ts';
import { firstExample } from '#renderer/features/open/start-example.ts';
import { useStores } from '#renderer/stores/stores.ts';

/** The example that `Start the example` starts: the first that needs nothing installed. Null until it is known. */
export function useExample(): Example | null {
  const { connection } = useStores();
  const [example, setExample] = useState<Example | null>(null);
  useEffect(() => {
    let wanted = true;
    connection.client.home.examples({}).then(
      (examples) => {
        if (wanted) {
          setExample(firstExample(examples));
        }
      },
      // Without it the button stays unavailable; the connection banner says what is wrong.
      () => undefined,
    );
    return () => {
      wanted = false;
    };
  }, [connection]);
  return example;
}
