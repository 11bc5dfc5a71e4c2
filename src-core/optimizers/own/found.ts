const MAX_SHOWN = 120;

/** Whatever the user's code gave, for the end of "found …": short, and never an error of its own. */
export function found(value: unknown): string {
  if (value === undefined || value === null) {
    return String(value);
  }
  switch (typeof value) {
    case 'function':
      return 'a function';
    case 'object':
      return shortened(jsonOf(value));
    case 'string':
      return shortened(JSON.stringify(value));
    default:
      return String(value);
  }
}

const UNSHOWABLE = 'an object that JSON can not show';

/** Getters and `toJSON` of the user's may raise, and `toJSON` may answer nothing. */
function jsonOf(value: object): string {
  try {
    if ('then' in value && typeof value.then === 'function') {
      return 'a promise';
    }
    const json: string | undefined = JSON.stringify(value, (_, inner) =>
      typeof inner === 'bigint' || (typeof inner === 'number' && !Number.isFinite(inner))
        ? String(inner)
        : inner,
    );
    return json ?? UNSHOWABLE;
  } catch {
    return UNSHOWABLE;
  }
}

function shortened(text: string): string {
  return text.length <= MAX_SHOWN ? text : `${text.slice(0, MAX_SHOWN - 1)}…`;
}

export type Fields = Readonly<Record<string, unknown>>;

export function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
