import { cp, readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { IncumbentError } from '#core/contract/errors.ts';
import type { Example } from '#core/contract/home.ts';
import { errnoOf, fileError } from '#core/platform/files.ts';

/** Where the examples of this installation lie, and where copies go that may be changed. */
export type ExamplePlaces = { readonly assetsDirectory: string; readonly examplesDirectory: string };

const YAML = /\.ya?ml$/;
const NEEDS = /^needs:\s*/i;

function folderOf({ assetsDirectory }: ExamplePlaces): string {
  return join(assetsDirectory, 'examples');
}

/**
 * The examples: every YAML directly in `assets/examples`. Its opening comment describes it: the first line is the
 * title, a line `Needs: …` says what must be installed first, the rest is the summary.
 */
export async function listExamples(places: ExamplePlaces): Promise<Example[]> {
  const folder = folderOf(places);
  const names = (await readdir(folder).catch(() => [])).filter((name) => YAML.test(name)).sort();
  return await Promise.all(
    names.map(async (file) => {
      const path = join(folder, file);
      return describe(basename(file).replace(YAML, ''), path, await readFile(path, 'utf8'));
    }),
  );
}

function describe(name: string, file: string, text: string): Example {
  const lines = text.split('\n');
  const end = lines.findIndex((line) => !line.startsWith('#'));
  const comment = lines
    .slice(0, end < 0 ? lines.length : end)
    .map((line) => line.replace(/^#\s?/, '').trim());
  const needs = comment.find((line) => NEEDS.test(line));
  const [title = name, ...rest] = comment.filter((line) => line !== '' && line !== needs);
  return { name, title, summary: rest.join(' '), file, needs: needs?.replace(NEEDS, '') ?? null };
}

/**
 * Copies the examples where they may be changed; what is there already stays as somebody has changed it.
 *
 * @returns the copy's YAML
 * @throws IncumbentError `not-found` for a name that no example has, and those of the file system
 */
export async function copyExample(places: ExamplePlaces, name: string): Promise<string> {
  const examples = await listExamples(places);
  const example = examples.find((each) => each.name === name);
  if (example === undefined) {
    const names = examples.map((each) => each.name).join(', ');
    throw new IncumbentError('not-found', `The examples are ${names || 'not installed'}; found ${name}`, {
      name,
    });
  }
  const { examplesDirectory } = places;
  try {
    // Runs that somebody made in the installed folder are not part of an example.
    await cp(folderOf(places), examplesDirectory, {
      recursive: true,
      force: false,
      filter: async (source) => !(await isRun(source)),
    });
  } catch (thrown) {
    throw fileError(thrown, examplesDirectory, 'copy the examples to');
  }
  return join(examplesDirectory, basename(example.file));
}

async function isRun(path: string): Promise<boolean> {
  const names: readonly string[] = await readdir(path).catch((thrown) => {
    if (errnoOf(thrown) === 'ENOTDIR') {
      return [];
    }
    throw thrown;
  });
  return names.includes('.incumbent') || basename(path) === '.incumbent-trash';
}
