import type { Example } from '#core/contract/home.ts';
import { type Refusal, refusalOf } from '../../host/refusal.ts';
import { addresses } from '../../routing/addresses.ts';
import type { Stores } from '../../stores/stores.ts';

/** The example that is started where nobody chooses one: the first that needs nothing installed. */
export function firstExample(examples: readonly Example[]): Example | null {
  return examples.find((example) => example.needs === null) ?? examples[0] ?? null;
}

/** Starts a copy of an example, the first where none is named, and shows its run. Null when done, otherwise why not. */
export async function startExample(
  { stores, go }: { readonly stores: Stores; readonly go: (to: string) => void },
  named: string | null = null,
): Promise<Refusal | null> {
  const { home } = stores.connection.client;
  try {
    const name = named ?? firstExample(await home.examples({}))?.name ?? '';
    const { key } = await home.startExample({ name });
    go(addresses.run(key));
    return null;
  } catch (error) {
    return refusalOf(error);
  }
}
