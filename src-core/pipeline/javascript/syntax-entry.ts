import { realpathSync, statSync, writeSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { SyntaxAnswer } from '#core/pipeline/source/syntax-answer.ts';
import { esbuildReader } from './esbuild-reader.ts';
import { nodeReader } from './node-reader.ts';
import { type SourceReader, Unreadable } from './source-reader.ts';
import { isTypeScript } from './tsx-loader.ts';

// Parses a source file and the local modules that importing it surely imports, as a start would, and runs nothing of
// them. Prints one line of JSON behind the word `incumbent`. Where Node itself refuses a text, that error ends the
// process: only so does Node tell the place of it, on its error output.

/** More than anybody writes for one function; bytes of all files together. */
const MOST = { files: 60, bytes: 5_000_000 };

type Import = {
  readonly file: string;
  readonly importer: string | null;
};

const looked: string[] = [];
const seen = new Set<string>();
let room = MOST.bytes;

/** Depth first, in the order in which they are imported. */
function read({ file, importer }: Import, reader: SourceReader): void {
  const size = statSync(file, { throwIfNoEntry: false })?.size ?? null;
  looked.push(file);
  if (size === null || seen.size >= MOST.files || size > room) {
    return;
  }
  const real = realpathSync(file);
  if (seen.has(real)) {
    return;
  }
  seen.add(real);
  room -= size;
  looked.push(...reader.grounds(real));
  for (const specifier of reader.specifiers(real, { file, importer })) {
    if (/^\.\.?\//.test(specifier)) {
      readImported(fileURLToPath(new URL(specifier, pathToFileURL(real))), file, reader);
    }
  }
}

function readImported(path: string, importer: string, reader: SourceReader): void {
  const places = reader.places(path);
  const files = places.filter((place) => statSync(place, { throwIfNoEntry: false })?.isFile());
  const [file] = files;
  if (file !== undefined && files.length === 1) {
    read({ file, importer }, reader);
  } else {
    looked.push(...places);
  }
}

function answer(found: SyntaxAnswer['found']): void {
  writeSync(1, `incumbent${JSON.stringify({ found, looked } satisfies SyntaxAnswer)}\n`);
}

const file = process.argv[2] ?? '';
try {
  read({ file, importer: null }, isTypeScript(file) ? esbuildReader() : nodeReader());
  answer(null);
} catch (thrown) {
  if (!(thrown instanceof Unreadable)) {
    throw thrown;
  }
  answer(thrown.found);
  if (thrown.byNode !== null) {
    throw thrown.byNode;
  }
}
