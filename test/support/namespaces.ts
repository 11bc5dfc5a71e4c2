import { spawnSync } from 'node:child_process';

/** A command as another machine runs it: another host name, mounts of its own, the same files. Only where {@link NAMESPACES_MISSING} is empty. */
export function onHost(name: string, command: readonly string[]): readonly string[] {
  return [
    'unshare',
    '--uts',
    '--mount',
    'sh',
    '-c',
    `echo ${name} > /proc/sys/kernel/hostname && exec "$@"`,
    'sh',
    ...command,
  ];
}

/** A command in a container's table of processes, under the same host name. It is killed together with `unshare`. */
export function inContainer(command: readonly string[]): readonly string[] {
  return ['unshare', '--pid', '--fork', '--mount-proc', '--kill-child', ...command];
}

/** Why tests with several machines are skipped; empty where they are not. Part of their titles. */
export const NAMESPACES_MISSING = canUnshare()
  ? ''
  : ' (skipped: host names and tables of processes can only be changed by root on Linux)';

function canUnshare(): boolean {
  if (process.platform !== 'linux') {
    return false;
  }
  return [onHost('incumbent-test', ['true']), inContainer(['true'])].every(
    ([program = '', ...args]) => spawnSync(program, args, { stdio: 'ignore' }).status === 0,
  );
}
