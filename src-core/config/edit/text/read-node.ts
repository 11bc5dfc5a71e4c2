import type { DocumentNode } from '#core/config/document/node.ts';
import { readDocument } from '#core/config/document/read-document.ts';
import { createReport } from '#core/config/document/report.ts';

/** A text in the making as nodes, without a word on what is wrong with it; null where it can't be read. */
export function readNode(text: string): DocumentNode | null {
  return readDocument({ text, file: null, path: '', withoutLines: true }, createReport(null));
}
