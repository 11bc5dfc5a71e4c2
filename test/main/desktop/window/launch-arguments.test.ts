import { describe, expect, it } from 'vitest';
import { launchArguments } from '#main/desktop/window/launch-arguments.ts';

describe('the arguments of the desktop app', () => {
  it('are run directories, taken from the folder it was started in', () => {
    expect(launchArguments(['runs/a', '/data/b'], '/people/ada')).toEqual({
      roots: ['/people/ada/runs/a', '/data/b'],
      logLevel: 'warn',
    });
  });

  it('may say how much to log; other switches are Chromium’s', () => {
    expect(launchArguments(['--no-sandbox', '--log-level=debug', '-x', 'a'], '/')).toEqual({
      roots: ['/a'],
      logLevel: 'debug',
    });
  });

  it('fall back to the usual level where the word is unknown', () => {
    expect(launchArguments(['--log-level=loud'], '/')).toEqual({ roots: [], logLevel: 'warn' });
  });
});
