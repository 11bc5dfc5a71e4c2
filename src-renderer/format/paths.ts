/** A path with the home directory as `~`. */
export function tilde(path: string, home: string | null): string {
  if (!home || home === '/') {
    return path;
  }
  if (path === home) {
    return '~';
  }
  const separator = home.includes('\\') ? '\\' : '/';
  return path.startsWith(home + separator) ? `~${path.slice(home.length)}` : path;
}

/** A path as one word of a command line of a shell. */
export function shellWord(path: string): string {
  return /^[\w@%+=:,./-]+$/.test(path) ? path : `'${path.replaceAll("'", `'\\''`)}'`;
}

/** The last part of a path. */
export function baseName(path: string): string {
  return (
    path
      .replace(/[\\/]+$/, '')
      .split(/[\\/]/)
      .at(-1) ?? path
  );
}

/** The folder that holds a path. */
export function folderOf(path: string): string {
  const trimmed = path.replace(/[\\/]+$/, '');
  const at = Math.max(trimmed.lastIndexOf('/'), trimmed.lastIndexOf('\\'));
  return at <= 0 ? trimmed.slice(0, 1) || '/' : trimmed.slice(0, at);
}

/** A path as a text in `folder` would write it: relative within the folder, with slashes; others as they are. */
export function writtenFrom(folder: string, path: string): string {
  const separator = folder.includes('\\') ? '\\' : '/';
  const start = folder.endsWith(separator) ? folder : folder + separator;
  return path.startsWith(start) ? path.slice(start.length).replaceAll('\\', '/') : path;
}

/** Whether a path leads to the same place from everywhere: absolute, or from a person's home. */
export function isWholePath(path: string): boolean {
  return /^(?:[/\\~]|[a-z]:)/i.test(path);
}

/** A path as a text in `folder` writes it, from the root on. */
export function wholePath(folder: string, written: string): string {
  if (isWholePath(written)) {
    return written;
  }
  const separator = folder.includes('\\') ? '\\' : '/';
  const parts = folder.replace(/[\\/]+$/, '').split(/[\\/]/);
  for (const part of written.split(/[\\/]/)) {
    if (part === '..') {
      parts.splice(Math.max(1, parts.length - 1));
    } else if (part !== '.' && part !== '') {
      parts.push(part);
    }
  }
  return parts.join(separator) || separator;
}

/** A path as a person types it, from the root on: `~` is the home directory, relative ones start in the host's folder. */
export function typedPath(
  typed: string,
  { folder, home }: { readonly folder: string; readonly home: string | null },
): string {
  const path = typed.trim();
  return wholePath(folder, home === null ? path : path.replace(/^~(?=[\\/]|$)/, () => home));
}

/** More than this is not left empty for a cut that falls between two names. */
const FREE_LETTERS = 4;

/** The last letters of a path, from the beginning of a directory's name where one is near: `…/runs/digits`. */
export function cutAtBeginning(path: string, room: number): string {
  if (path.length <= room) {
    return path;
  }
  const end = path.slice(path.length - Math.max(0, room - 1));
  const slash = end.search(/[/\\]/);
  return `…${slash > 0 && slash <= FREE_LETTERS ? end.slice(slash) : end}`;
}
