import { existsSync, readFileSync } from 'node:fs';
import { dirname, extname, join } from 'node:path';
import { compileFunction, SourceTextModule } from 'node:vm';
import { type ReadSource, SOURCE_MARK, type SourceReader, Unreadable } from './source-reader.ts';

/** What the text of a CommonJS module is the body of. */
const COMMONJS_ARGUMENTS = ['exports', 'require', 'module', '__filename', '__dirname'];
/** How Node says that a text is written as an ES module. */
const WRITTEN_AS_MODULE = /import statement outside a module|Unexpected token 'export'|'import\.meta'/;

/** Compiles as Node.js does, and needs its `--experimental-vm-modules`. */
export function nodeReader(): SourceReader {
  return {
    specifiers: (real, source) => {
      try {
        return compile(real);
      } catch (thrown) {
        throw thrown instanceof SyntaxError ? unreadable(thrown, source) : thrown;
      }
    },
    grounds: packageFiles,
    places: (path) => (/\.[mc]?js$/.test(path) ? [path] : []),
  };
}

function unreadable(error: SyntaxError, source: ReadSource): Unreadable {
  return new Unreadable({ ...source, words: error.message, source: null, line: null, column: null }, error);
}

function compile(file: string): readonly string[] {
  const bytes = readFileSync(file);
  switch (formatOf(file)) {
    case 'module':
      return compileModule(bytes);
    case 'commonjs':
      return compileCommonJs(bytes);
    case 'either':
      try {
        return compileCommonJs(bytes);
      } catch (thrown) {
        return compileModuleInstead(bytes, thrown);
      }
  }
}

function compileModuleInstead(bytes: Buffer, asCommonJs: unknown): readonly string[] {
  try {
    return compileModule(bytes);
  } catch (asModule) {
    throw WRITTEN_AS_MODULE.test(String(asCommonJs)) ? asModule : asCommonJs;
  }
}

function compileModule(bytes: Buffer): readonly string[] {
  const text = new TextDecoder().decode(bytes);
  return new SourceTextModule(text, { identifier: SOURCE_MARK }).dependencySpecifiers;
}

/** What it requires may be required under conditions. */
function compileCommonJs(bytes: Buffer): readonly string[] {
  compileFunction(bytes.toString(), COMMONJS_ARGUMENTS, { filename: SOURCE_MARK });
  return [];
}

/** By its ending, then by the `package.json` above it; where both leave it open, Node goes by the text. */
function formatOf(file: string): 'module' | 'commonjs' | 'either' {
  const ending = extname(file);
  return ending === '.mjs' ? 'module' : ending === '.cjs' ? 'commonjs' : formatOfPackage(file);
}

/** The nearest `package.json` above a file, which is the last, and the places where a nearer one could be. */
function packageFiles(file: string): readonly string[] {
  const places: string[] = [];
  for (let folder = dirname(file); ; folder = dirname(folder)) {
    const place = join(folder, 'package.json');
    places.push(place);
    if (existsSync(place) || dirname(folder) === folder) {
      return places;
    }
  }
}

function formatOfPackage(file: string): 'module' | 'commonjs' | 'either' {
  const place = packageFiles(file).at(-1);
  const type = place !== undefined && existsSync(place) ? packageType(place) : null;
  return type === 'module' || type === 'commonjs' ? type : 'either';
}

function packageType(place: string): unknown {
  try {
    const content = JSON.parse(readFileSync(place, 'utf8')) as { readonly type?: unknown } | null;
    return content?.type;
  } catch (thrown) {
    // That is no fault of the source, whose syntax can't be told then.
    throw new Error(`Expected a package.json, found none that can be read: ${place}`, { cause: thrown });
  }
}
