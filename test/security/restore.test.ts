import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { enginesOfThisFile } from '#test/core/engine/engines.ts';

const { search, engineIn, startable } = enginesOfThisFile();

const TRASHED = 'photos-2026-01-02T03-04-05-006Z';

describe('moving back from the trash', () => {
  it('leaves a directory where it is that is no run', async () => {
    const { engine, folder, start } = startable({ max_evaluations_total: 1 });
    await start();
    const path = join(folder, '.incumbent-trash', TRASHED);
    mkdirSync(path, { recursive: true });
    writeFileSync(join(path, 'a.jpg'), '');
    await expect(engine.home.restore({ path }, {})).rejects.toMatchObject({ code: 'root-not-a-run' });
    expect(existsSync(join(path, 'a.jpg'))).toBe(true);
    expect(existsSync(join(folder, 'photos'))).toBe(false);
  });

  it('is refused for a trash that belongs to nothing on the list', async () => {
    const { folder } = search();
    const engine = engineIn(folder);
    const path = join(folder, 'elsewhere', '.incumbent-trash', TRASHED);
    mkdirSync(path, { recursive: true });
    await expect(engine.home.restore({ path }, {})).rejects.toMatchObject({ code: 'not-found' });
    expect(existsSync(path)).toBe(true);
  });
});
