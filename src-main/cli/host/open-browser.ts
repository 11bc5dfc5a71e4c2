import { spawn } from 'node:child_process';

/** Opens an address in the person's browser where there is a display for one; the address is printed anyway. */
export function openBrowser(url: string, say: (text: string) => void): void {
  const program = browserProgram(process.platform, process.env);
  if (program === null) {
    return;
  }
  const [command, ...args] = program;
  const child = spawn(command, [...args, url], { stdio: 'ignore', detached: true });
  const onFailure = () => say('No browser could be opened: open the address above yourself');
  child.once('error', onFailure);
  child.once('exit', (code) => code !== 0 && onFailure());
  child.unref();
}

type Program = readonly [command: string, ...args: string[]];

function browserProgram(
  platform: NodeJS.Platform,
  env: Readonly<Record<string, string | undefined>>,
): Program | null {
  switch (platform) {
    case 'darwin':
      return ['open'];
    case 'win32':
      return ['explorer.exe'];
    default:
      return env.DISPLAY || env.WAYLAND_DISPLAY ? ['xdg-open'] : null;
  }
}
