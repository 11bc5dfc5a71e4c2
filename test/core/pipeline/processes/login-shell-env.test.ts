import { chmod, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { loginShellEnv } from '#core/pipeline/processes/login-shell-env.ts';
import { removeFolder } from '#test/support/remove-folder.ts';

describe.skipIf(process.platform === 'win32')(
  'the environment of the login shell (needs a POSIX system)',
  () => {
    let folder = '';
    beforeEach(async () => {
      folder = await mkdtemp(join(tmpdir(), 'incumbent-shell-'));
    });
    afterEach(() => removeFolder(folder));

    const ask = (env: Record<string, string>, more: { hasTerminal?: boolean; limitSeconds?: number } = {}) =>
      loginShellEnv({ env, platform: 'linux', hasTerminal: false, limitSeconds: 120, ...more });

    /** A shell that runs `setup` first, as start-up files do, and then the command that it is given. */
    async function shell(setup: string): Promise<string> {
      const file = join(folder, 'shell');
      await writeFile(file, `#!/bin/sh\n${setup}\nshift\neval "$1"\n`);
      await chmod(file, 0o755);
      return file;
    }

    test('completes what the app was started with', async () => {
      const SHELL = await shell(
        'PATH="/from/profile:$PATH"; export PATH; LINES_OF="one\ntwo"; export LINES_OF',
      );
      const { env, problem } = await ask({ SHELL, PATH: '/usr/bin:/bin', DISPLAY: ':0' });
      expect(problem).toBeNull();
      expect(env).toMatchObject({ PATH: '/from/profile:/usr/bin:/bin', LINES_OF: 'one\ntwo', DISPLAY: ':0' });
      expect(env.ELECTRON_RUN_AS_NODE).toBeUndefined();
    });

    test('survives what start-up files print, and what they leave running', async () => {
      const SHELL = await shell(
        'echo "Welcome {"; echo "{\\"PATH\\": \\"false\\"}"; sleep 600 & NEW=1; export NEW',
      );
      expect((await ask({ SHELL, PATH: '/usr/bin:/bin' })).env).toMatchObject({
        NEW: '1',
        PATH: '/usr/bin:/bin',
      });
    });

    test('comes from a real shell', async () => {
      await writeFile(join(folder, '.profile'), 'export FROM_PROFILE=yes\n');
      const { env, problem } = await ask({ SHELL: '/bin/sh', HOME: folder, PATH: '/usr/bin:/bin' });
      expect(problem).toBeNull();
      expect(env.FROM_PROFILE).toBe('yes');
    });

    test('is not asked for where a terminal started the app, without a shell, or on Windows', async () => {
      const SHELL = await shell('NEW=1; export NEW');
      const env = { SHELL, PATH: '/bin' };
      expect((await ask(env, { hasTerminal: true })).env).toBe(env);
      expect((await loginShellEnv({ env, platform: 'win32', hasTerminal: false })).env).toBe(env);
      expect((await ask({ PATH: '/bin' })).env).toEqual({ PATH: '/bin' });
    });

    test('falls back to what there is, and says why: no answer, no shell, nonsense', async () => {
      const hanging = { SHELL: await shell('sleep 600'), PATH: '/usr/bin:/bin' };
      const late = await ask(hanging, { limitSeconds: 0.5 });
      expect(late).toEqual({
        env: hanging,
        problem: expect.stringContaining('no answer within 0.5 seconds'),
      });
      const missing = { SHELL: join(folder, 'nothing'), PATH: '/bin' };
      expect(await ask(missing)).toEqual({ env: missing, problem: expect.stringContaining('ENOENT') });
      const refusing = { SHELL: await shell('exit 1'), PATH: '/bin' };
      expect(await ask(refusing)).toEqual({
        env: refusing,
        problem: expect.stringContaining('without an answer'),
      });
    });
  },
);
