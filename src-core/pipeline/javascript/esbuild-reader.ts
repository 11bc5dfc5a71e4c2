import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { SourceTextModule } from 'node:vm';
import type { SyntaxFound } from '#core/pipeline/locate/syntax-answer.ts';
import { type ReadSource, type SourceReader, Unreadable } from './source-reader.ts';

type Place = {
  readonly line: number;
  /** In bytes, from 0. */
  readonly column: number;
  readonly lineText: string;
};
type Failure = { readonly errors: readonly { readonly text: string; readonly location: Place | null }[] };
type Esbuild = {
  transformSync(text: string, options: Readonly<Record<string, unknown>>): { readonly code: string };
};

const ENDINGS = ['.ts', '.tsx', '.mts', '.cts', '.js', '.jsx', '.mjs', '.cjs'];
/** An import may name what a source is compiled to. */
const COMPILED = /\.([mc]?)js$/;
/** Whether decorators are those of the language is said elsewhere. */
const LENIENT = { compilerOptions: { experimentalDecorators: true } };

/** Compiles by esbuild, as tsx does, which imports a TypeScript function and all that it imports. */
export function esbuildReader(): SourceReader {
  const loader = createRequire(import.meta.url).resolve('tsx');
  const esbuild = createRequire(loader)('esbuild') as Esbuild;
  return {
    specifiers: (real, source) => specifiersIn(compile(esbuild, real, source)),
    places: (path) => [
      path,
      ...(COMPILED.test(path) ? ['ts', 'tsx'].map((kind) => path.replace(COMPILED, `.$1${kind}`)) : []),
      ...ENDINGS.flatMap((ending) => [`${path}${ending}`, join(path, `index${ending}`)]),
    ],
  };
}

function compile(esbuild: Esbuild, file: string, source: ReadSource): string {
  if (!ENDINGS.some((ending) => file.endsWith(ending))) {
    return '';
  }
  const text = readFileSync(file, 'utf8');
  const target = `node${process.versions.node}`;
  const options = { sourcefile: file, loader: 'default', target, tsconfigRaw: LENIENT, logLevel: 'silent' };
  try {
    return esbuild.transformSync(text, options).code;
  } catch (thrown) {
    throw isFailure(thrown) ? new Unreadable({ ...source, ...foundIn(thrown) }, null) : thrown;
  }
}

function isFailure(thrown: unknown): thrown is Failure {
  return thrown instanceof Error && Array.isArray((thrown as Partial<Failure>).errors);
}

function foundIn({ errors }: Failure): Omit<SyntaxFound, 'file' | 'importer'> {
  const [first] = errors;
  const place = first?.location ?? null;
  return {
    words: first?.text ?? 'no reason given',
    source: place?.lineText ?? null,
    line: place?.line ?? null,
    column: place && Buffer.from(place.lineText).subarray(0, place.column).toString().length + 1,
  };
}

/** What is imported for its types alone is not in the compiled text. */
function specifiersIn(code: string): readonly string[] {
  try {
    return new SourceTextModule(code).dependencySpecifiers;
  } catch {
    return [];
  }
}
