/** What the manual's page on optimizers says of one of them, paragraph by paragraph; what stands in backquotes is a name. */
export type ManualText = readonly string[];

const LINK = /\[([^\]]+)\]\([^)]*\)/g;

/**
 * The part of the page about one optimizer, after what holds for all of its kind. Some have a part together, under the
 * name of one of them. Empty where the page says nothing of it.
 */
export function manualOf(page: string, name: string): ManualText {
  const kinds = page.split(/^## /m).slice(1);
  for (const isMeant of [startsWithName, mentionsName]) {
    for (const kind of kinds) {
      const [introduction = '', ...parts] = kind.split(/^### /m);
      const part = parts.find((each) => isMeant(each, name));
      if (part !== undefined) {
        return [introduction, part].flatMap(paragraphs);
      }
    }
  }
  return [];
}

function startsWithName(part: string, name: string): boolean {
  return part.startsWith(`\`${name}\`\n`);
}

function mentionsName(part: string, name: string): boolean {
  return part.startsWith('`') && part.includes(`\`${name}\``);
}

/** Without the heading. */
function paragraphs(part: string): string[] {
  return part
    .slice(part.indexOf('\n'))
    .split(/\n\s*\n/)
    .map((lines) => lines.trim().replaceAll('\n', ' ').replaceAll(LINK, '$1'))
    .filter((lines) => lines !== '');
}
