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
