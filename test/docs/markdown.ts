import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** A fenced block of a page. */
export type Block = {
  readonly language: string;
  /** Without the indentation that the list around it gives. */
  readonly text: string;
  /** The line of its fence, from 1. */
  readonly line: number;
  /** From a first line such as `# train.py`: the file that the block is. Null for all others. */
  readonly file: string | null;
};

export const REPOSITORY = fileURLToPath(new URL('../../', import.meta.url));

/** Every page that people read, relative to the repository. */
export const PAGES: readonly string[] = [
  'README.md',
  'ARCHITECTURE.md',
  'CONTRIBUTING.md',
  'CHANGELOG.md',
  'assets/examples/data/README.md',
  ...readdirSync(`${REPOSITORY}docs`)
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
];

export function readPage(page: string): string {
  return readFileSync(REPOSITORY + page, 'utf8');
}

const BLOCK = /^([ ]*)```(\w*)\n([\s\S]*?)^\1```$/gm;
const FILE_LINE = /^(?:#!.*\n)?(?:#|\/\/) ([\w./-]+\.\w+)\n/;

/** The fenced blocks of a page, in order. */
export function blocksOf(page: string): readonly Block[] {
  return [...page.matchAll(BLOCK)].map(({ 1: indent = '', 2: language = '', 3: body = '', index }) => {
    const text = body.replaceAll(new RegExp(`^${indent}`, 'gm'), '');
    return {
      language,
      text,
      line: page.slice(0, index).split('\n').length,
      file: FILE_LINE.exec(text)?.[1] ?? null,
    };
  });
}

/** A page without its fenced blocks: what is said, not shown. */
export function proseOf(page: string): string {
  return page.replaceAll(BLOCK, '');
}

/** The names by which GitHub lets its headings be linked. */
export function anchorsOf(page: string): readonly string[] {
  return [...proseOf(page).matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );
}
