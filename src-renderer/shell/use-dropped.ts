import { useEffect, useState } from 'react';
import { useLocation } from 'wouter';
import { takePath } from '../features/open/open-flows.ts';
import { addresses } from '../routing/addresses.ts';
import { readOnlyReason } from '../stores/read-only.ts';
import { type Stores, useStores } from '../stores/stores.ts';

const YAML = /\.ya?ml$/i;

function isFiles(event: DragEvent): boolean {
  return event.dataTransfer?.types.includes('Files') ?? false;
}

function explain({ notifications }: Stores, title: string, message: string): void {
  notifications.notify({ tone: 'failed', title, message, address: null });
}

/** A YAML file becomes the draft, a directory is opened; a browser tells no path, so there only the file's text is at hand. */
async function take(file: File, stores: Stores, go: (to: string) => void): Promise<void> {
  const path = stores.connection.desktop?.pathOfDropped(file) ?? null;
  const isYaml = YAML.test(file.name);
  const readOnly = readOnlyReason(stores);
  if (readOnly !== null) {
    explain(stores, `${file.name} did not open`, readOnly);
    return;
  }
  if (path !== null) {
    const refusal = await takePath(isYaml ? 'open-yaml' : 'open-directory', path, { stores, go });
    if (refusal) {
      explain(stores, `${file.name} did not open`, refusal.message);
    }
  } else if (isYaml) {
    stores.draft.replace(await file.text());
    go(addresses.newRun);
  } else {
    explain(
      stores,
      `${file.name} did not open`,
      'A browser does not tell where a dropped directory lives. Use “Open directory…” and its path instead.',
    );
  }
}

/** Opens what is dropped on the window. @returns true while something hovers over it */
export function useDropped(): boolean {
  const stores = useStores();
  const [, go] = useLocation();
  const [over, setOver] = useState(false);
  useEffect(() => {
    const controller = new AbortController();
    const listen = (
      name: 'dragenter' | 'dragover' | 'dragleave' | 'drop',
      take: (event: DragEvent) => void,
    ) =>
      window.addEventListener(
        name,
        (event) => {
          if (isFiles(event)) {
            event.preventDefault();
            take(event);
          }
        },
        { signal: controller.signal },
      );
    listen('dragenter', () => setOver(true));
    listen('dragover', () => undefined);
    // Leaving an element inside the window has another one as its target.
    listen('dragleave', (event) => setOver(event.relatedTarget !== null));
    listen('drop', (event) => {
      setOver(false);
      const file = event.dataTransfer?.files[0];
      if (file) {
        void take(file, stores, go);
      }
    });
    return () => controller.abort();
  }, [stores, go]);
  return over;
}
