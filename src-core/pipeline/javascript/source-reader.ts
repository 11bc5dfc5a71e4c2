import type { SyntaxFound } from '#core/pipeline/source/syntax-answer.ts';

/** How a file came to be read. */
export type ReadSource = {
  /** As it was named; messages name it so. */
  readonly file: string;
  readonly importer: string | null;
};

/** What reads sources of one kind, and runs nothing of them. */
export type SourceReader = {
  /**
   * What a source imports as soon as it is imported itself, as written there.
   *
   * @param real - the file without links, which decides what relative imports mean
   * @throws Unreadable
   */
  specifiers(real: string, source: ReadSource): readonly string[];
  /** Besides the source, the paths on which it depends how it is read, also where nothing is there. */
  grounds(real: string): readonly string[];
  /** The files that a path of an import may stand for; where more than one exists, which of them is open. */
  places(path: string): readonly string[];
};

/** A source is none in its language. */
export class Unreadable extends Error {
  readonly found: SyntaxFound;
  /** The error of Node, whose place only Node's own report of it tells. */
  readonly byNode: unknown;

  constructor(found: SyntaxFound, byNode: unknown) {
    super(found.words);
    this.found = found;
    this.byNode = byNode;
  }
}

/** What a source is called where Node reports an error in it. */
export const SOURCE_MARK = 'incumbent-source';
