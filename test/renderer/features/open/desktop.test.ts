import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { desktopTests } from '#test/main/desktop/desktop-tests.ts';

const { start, temporaryFolder } = desktopTests();

describe('opening things in the desktop window', () => {
  it('takes a YAML file that is chosen in the system’s dialog to the New run screen', async () => {
    const desktop = await start();
    const file = join(temporaryFolder(), 'run.yaml');
    writeFileSync(file, 'root_directory: from-the-dialog\n');
    await desktop.page.getByRole('button', { name: 'New run' }).waitFor();
    await desktop.order('prepareAnswer', 'showOpenDialog', { canceled: false, filePaths: [file] });
    await desktop.order('chooseInMenu', 'open-yaml');
    await desktop.page.getByRole('textbox', { name: 'YAML' }).getByText('from-the-dialog').waitFor();
  });

  it('opens no dialog of its own, and says in words what was wrong with a directory', async () => {
    const desktop = await start();
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'notes.txt'), 'mine');
    await desktop.order('prepareAnswer', 'showOpenDialog', { canceled: false, filePaths: [folder] });
    await desktop.page.getByRole('button', { name: 'Open directory…' }).click();
    await desktop.page.getByRole('alert').getByText('That did not open').waitFor();
    expect(await desktop.page.getByRole('dialog').count()).toBe(0);
  });

  it('does nothing when the dialog is cancelled', async () => {
    const desktop = await start();
    await desktop.order('prepareAnswer', 'showOpenDialog', { canceled: true, filePaths: [] });
    await desktop.page.getByRole('button', { name: 'Watch a folder…' }).click();
    await desktop.page.getByRole('heading', { name: 'No runs yet' }).waitFor();
    expect(await desktop.page.getByRole('alert').count()).toBe(0);
  });

  it('shows the shortcuts that are asked for in the menu', async () => {
    const desktop = await start();
    await desktop.page.getByRole('button', { name: 'New run' }).waitFor();
    await desktop.order('chooseInMenu', 'shortcuts');
    await desktop.page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor();
  });
});
