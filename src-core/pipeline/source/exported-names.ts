/** A name under which a module exports a function, and the function's own name in the text. */
export type ExportedName = { readonly name: string; readonly local: string };

const DECLARED =
  /\bexport\s+(default\s+)?(?:async\s+)?(?:function\b\s*\*?\s*|(?:const|let|var)\s+)([A-Za-z_$][\w$]*)?/g;
const ARROW_DEFAULT = /\bexport\s+default\s+(?:async\b\s*)?\(/;
const NAMED_DEFAULT = /\bexport\s+default\s+([A-Za-z_$][\w$]*)\s*(?:;|$)/m;
const LISTED = /\bexport\s*\{([^}]*)\}(?!\s*from)/g;
const COMMON_LIST = /\bmodule\.exports\s*=\s*\{([^}]*)\}/g;
const COMMON = /\b(?:module\.)?exports\.([A-Za-z_$][\w$]*)\s*=\s*([A-Za-z_$][\w$]*)?/g;

/** What a module exports by names that its text spells; strings and comments are already out of it. */
export function exportedNames(code: string): readonly ExportedName[] {
  const declared = [...code.matchAll(DECLARED)].map(([, isDefault, name]) =>
    isDefault === undefined
      ? { name: name ?? '', local: name ?? '' }
      : { name: 'default', local: name ?? 'default' },
  );
  const listed = [...code.matchAll(LISTED)].flatMap(([, list = '']) => pairs(list, /\s+as\s+/));
  const common = [...code.matchAll(COMMON_LIST)].flatMap(([, list = '']) =>
    pairs(list, /\s*:\s*/).map(({ name, local }) => ({ name: local, local: name })),
  );
  const assigned = [...code.matchAll(COMMON)].map(([, name = '', local]) => ({
    name,
    local: local === undefined || local === 'function' || local === 'async' ? name : local,
  }));
  const byName = NAMED_DEFAULT.exec(code)?.[1];
  const all = [
    ...declared,
    ...(ARROW_DEFAULT.test(code) ? [{ name: 'default', local: 'default' }] : []),
    ...(byName === undefined ? [] : [{ name: 'default', local: byName }]),
    ...listed,
    ...common,
    ...assigned,
  ];
  return [...new Map(all.filter(({ name }) => name !== '').map((each) => [each.name, each])).values()];
}

/** `a, b as c`: the own name first, the outer name behind the separator. */
function pairs(list: string, separator: RegExp): readonly ExportedName[] {
  return list
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '' && !item.startsWith('type '))
    .map((item) => {
      const [local = item, name = local] = item.split(separator);
      return { name, local };
    });
}
