import { describe, expect, it } from 'vitest';
import { newRunPage } from './pages/new-run-page.ts';
import { yamlBecomes } from './pages/yaml-text.ts';
import { servedTests } from './served-tests.ts';

const { serve, open } = servedTests();

const TEXT = `evaluate_pipeline: train.mjs:train
pipeline_space:
  lr: {lower: 1e-5, upper: 1e-1, log: true}
root_directory: tuned
max_evaluations_total: 3  # a few
`;

async function editing() {
  const { page } = await open(await serve());
  await newRunPage(page).writeYaml(TEXT);
  await page.getByRole('region', { name: 'Budget' }).waitFor();
  return { page, part: (name: string) => page.getByRole('region', { name, exact: true }) };
}

describe('the settings as a form', () => {
  it('are fields that hold what the text gives, and their defaults in grey', async () => {
    const { part } = await editing();
    const evaluations = part('Budget').getByRole('textbox', { name: 'Evaluations', exact: true });
    await expect.poll(() => evaluations.inputValue()).toBe('3');
    const cost = part('Budget').getByRole('textbox', { name: 'Cost', exact: true });
    expect(await cost.inputValue()).toBe('');
    expect(await cost.getAttribute('placeholder')).toBe('none');
  });

  it('write, make and take out their lines', async () => {
    const { page, part } = await editing();
    const field = (name: string) => part('Budget').getByRole('textbox', { name, exact: true });
    await field('Evaluations').fill('25');
    await yamlBecomes(page, TEXT.replace('3  #', '25  #'));
    await field('Cost').fill('1e3');
    await yamlBecomes(page, `${TEXT.replace('3  #', '25  #')}max_cost_total: 1e3\n`);
    await field('Cost').fill('');
    await field('Time').fill('2 h');
    await field('Evaluations').fill('3');
    await yamlBecomes(page, `${TEXT}incumbent: {max_duration: 2 h}\n`);
    await part('Errors').getByRole('checkbox', { name: 'After an error' }).check();
    await yamlBecomes(page, `${TEXT}incumbent: {max_duration: 2 h}\nignore_errors: true\n`);
  });

  it('write the words that the YAML has for a choice', async () => {
    const { page, part } = await editing();
    const requeue = part('Errors').getByRole('combobox', { name: 'Trials from dead workers' });
    await requeue.selectOption({ label: 'wait for me' });
    await yamlBecomes(page, `${TEXT}incumbent: {requeue: ask}\n`);
    await requeue.selectOption({ label: 'retry' });
    await yamlBecomes(page, `${TEXT}incumbent: {requeue: automatic}\n`);
  });

  it('wait until half a number is a whole one', async () => {
    const { page, part } = await editing();
    const loss = part('Errors').getByRole('textbox', { name: 'Loss of a failed evaluation' });
    await loss.pressSequentially('1e');
    await yamlBecomes(page, `${TEXT}loss_value_on_error: 1\n`);
    await loss.pressSequentially('3');
    await yamlBecomes(page, `${TEXT}loss_value_on_error: 1e3\n`);
  });
});

describe('the variables of the workers', () => {
  it('are rows of a name and a value, refused in place where a name can not be one', async () => {
    const { page, part } = await editing();
    const box = (name: string) => part('Pipeline').getByRole('textbox', { name, exact: true });
    const button = (name: string) => part('Pipeline').getByRole('button', { name, exact: true });
    await button('Add a variable').click();
    await box('Name of the new variable').fill('OMP=1');
    await part('Pipeline').getByText('A name has no blanks and no “=”.').waitFor();
    await page.keyboard.press('Tab');
    await yamlBecomes(page, TEXT);
    await box('Name of the new variable').fill('OMP_NUM_THREADS');
    await page.keyboard.press('Tab');
    await yamlBecomes(page, `${TEXT}incumbent: {env: {OMP_NUM_THREADS: ""}}\n`);
    // Where the name was left to.
    await page.keyboard.type('4');
    await yamlBecomes(page, `${TEXT}incumbent: {env: {OMP_NUM_THREADS: 4}}\n`);
    await button('Add a variable').click();
    await page.keyboard.type('OMP_NUM_THREADS');
    await part('Pipeline').getByText('There is another OMP_NUM_THREADS.').waitFor();
    await box('Name of the new variable').fill('WANDB_API_KEY');
    await page.keyboard.press('Enter');
    await part('Pipeline')
      .getByText(/WANDB_API_KEY looks like a secret/)
      .waitFor();
    await box('Name of WANDB_API_KEY').fill('DEVICES');
    await page.keyboard.press('Enter');
    await box('Value of DEVICES').fill('[0, 1]');
    await yamlBecomes(page, `${TEXT}incumbent: {env: {OMP_NUM_THREADS: 4, DEVICES: [0, 1]}}\n`);
    await button('Remove OMP_NUM_THREADS').click();
    await yamlBecomes(page, `${TEXT}incumbent: {env: {DEVICES: [0, 1]}}\n`);
    await page.getByRole('button', { name: 'Undo' }).click();
    await yamlBecomes(page, `${TEXT}incumbent: {env: {OMP_NUM_THREADS: 4, DEVICES: [0, 1]}}\n`);
  });
});

describe('the choice of an optimizer', () => {
  it('says why some can not be chosen, and shows the arguments of the one that is', async () => {
    const { page, part } = await editing();
    const optimizer = part('Optimizer');
    await optimizer.getByRole('button', { name: 'Choose another' }).click();
    const hyperband = optimizer.getByRole('radio', { name: 'Hyperband', exact: true });
    await expect.poll(() => hyperband.isDisabled()).toBe(true);
    const about = await hyperband.getAttribute('aria-describedby');
    expect(await page.locator(`[id="${about}"]`).innerText()).toContain('fidelity');
    await expect.poll(() => optimizer.getByRole('radio', { name: 'Automatic' }).isChecked()).toBe(true);
    await optimizer.getByRole('radio', { name: 'Bayesian optimization', exact: true }).check();
    await yamlBecomes(page, `${TEXT}optimizer: bayesian_optimization\n`);
    const first = optimizer.getByRole('textbox').first();
    const name = await first.getAttribute('aria-label');
    await first.fill('7');
    await yamlBecomes(page, `${TEXT}optimizer: {name: bayesian_optimization, ${name}: 7}\n`);
    await page.keyboard.press('Control+z');
    await page.keyboard.press('Control+z');
    await yamlBecomes(page, TEXT);
  });
});
