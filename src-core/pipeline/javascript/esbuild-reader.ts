import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { SourceTextModule } from 'node:vm';
import type { SyntaxFound } from '#core/pipeline/source/syntax-answer.ts';
import { type ReadSource, type SourceReader, Unreadable } from './source-reader.ts';
import { tsxFile } from './tsx-loader.ts';

type Place = {
  readonly line: number;
  /** In bytes, from 0. */
  readonly column: number;
  readonly lineText: string;
};
type Fault = { readonly text: string; readonly location: Place | null };
type Failure = { readonly errors: readonly Fault[] };
type Esbuild = {
  transformSync(text: string, options: Readonly<Record<string, unknown>>): { readonly code: string };
};

const ENDINGS = ['.ts', '.tsx', '.mts', '.cts', '.js', '.jsx', '.mjs', '.cjs'];
/** An import may name what a source is compiled to. */
const COMPILED = /\.([mc]?)js$/;
/** Settings elsewhere say whether decorators are those of the language or TypeScript's own: each has what the other lacks. */
const DECORATORS = [true, false].map((experimentalDecorators) => ({
  compilerOptions: { experimentalDecorators },
}));

/** Compiles by esbuild, as tsx does, which imports a TypeScript function and all that it imports. */
export function esbuildReader(): SourceReader {
  const esbuild = createRequire(tsxFile())('esbuild') as Esbuild;
  return {
    specifiers: (real, source) => specifiersIn(compile(esbuild, real, source)),
    grounds: () => [],
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
  const options = { sourcefile: file, loader: 'default', target, logLevel: 'silent' };
  const failures: Failure[] = [];
  for (const tsconfigRaw of DECORATORS) {
    try {
      return esbuild.transformSync(text, { ...options, tsconfigRaw }).code;
    } catch (thrown) {
      if (!isFailure(thrown)) {
        throw thrown;
      }
      failures.push(thrown);
    }
  }
  throw unreadable(failures, source);
}

function isFailure(thrown: unknown): thrown is Failure {
  return thrown instanceof Error && Array.isArray((thrown as Partial<Failure>).errors);
}

/** By the first fault that stands in the text whatever decorators are; others, as of an option, are none of the text. */
function unreadable(failures: readonly Failure[], source: ReadSource): Error {
  const found = failures[0]?.errors.find((fault) =>
    failures.every(({ errors }) => errors.some(isSame(fault))),
  );
  return found?.location == null
    ? new Error(`Could not be compiled for other reasons than its text: ${source.file}`)
    : new Unreadable({ ...source, words: found.text, ...placeOf(found.location) }, null);
}

function isSame({ text, location }: Fault): (other: Fault) => boolean {
  return (other) =>
    other.text === text &&
    other.location?.line === location?.line &&
    other.location?.column === location?.column;
}

function placeOf({ line, column, lineText }: Place): Pick<SyntaxFound, 'source' | 'line' | 'column'> {
  const before = Buffer.from(lineText).subarray(0, column).toString();
  return { source: lineText, line, column: before.length + 1 };
}

/** What is imported for its types alone is not in the compiled text. */
function specifiersIn(code: string): readonly string[] {
  try {
    return new SourceTextModule(code).dependencySpecifiers;
  } catch {
    return [];
  }
}
