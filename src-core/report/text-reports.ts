import { lossOf, type Trial } from '#core/contract/run/trial.ts';
import type { RunSettings } from '#core/contract/setup/settings.ts';
import type { SearchSpace } from '#core/contract/space.ts';
import { runLayout } from '#core/state/layout.ts';
import type { Publish } from '#core/state/session/step.ts';
import { createGrowingFile } from './growing-file.ts';
import { createImprovements } from './improvements.ts';
import { pythonConfig, pythonFloat } from './python-literal.ts';

const RULE = '-'.repeat(79);

/**
 * Keeps the three text files of the root current, in the layout of the library's 0.12: every result in the order of
 * the journal; the best losses so far, alone and with their configurations. For a worker's session, which calls it
 * under the lock.
 *
 * @param begins - `anew` for a session in which results go, come back or change: what is only continued at its end would
 * keep what has changed further up
 */
export function createTextReports(
  root: string,
  space: SearchSpace,
  begins: 'anew' | 'continued' = 'continued',
): Publish {
  const layout = runLayout(root);
  const allLosses = createGrowingFile(layout.allLosses, begins);
  const bestLosses = createGrowingFile(layout.bestLosses, begins);
  const bestLossesWithConfigs = createGrowingFile(layout.bestLossesWithConfigs, begins);
  const improvementsOf = createImprovements();

  return (ledger, settings) => {
    const { completed, completedRevision: revision } = ledger;
    const improvements = improvementsOf(ledger).map(({ trial }) => trial);
    const blocks = (trials: readonly Trial[], text: (trial: Trial) => string) => ({
      length: trials.length,
      revision,
      text: (index: number) => {
        const trial = trials[index];
        return trial === undefined ? '' : text(trial);
      },
    });
    const onError = lossOnError(settings);
    const block = (trial: Trial) => lossBlock(trial, space, onError);
    allLosses.keepCurrent(blocks(completed, block));
    bestLosses.keepCurrent(blocks(improvements, (trial) => `${lossText(trial, onError)}\n`));
    bestLossesWithConfigs.keepCurrent(blocks(improvements, block));
  };
}

/** One result with its configuration, four lines. */
function lossBlock(trial: Trial, space: SearchSpace, onError: string): string {
  const config = pythonConfig(trial.config, space);
  return `Loss: ${lossText(trial, onError)}\nConfig ID: ${trial.trial}\nConfig: ${config}\n${RULE}\n`;
}

/**
 * What a failed evaluation has in place of its loss, as in 0.12: `error` where errors are ignored, otherwise
 * `loss_value_on_error` where there is one.
 */
function lossOnError({ ignore_errors, loss_value_on_error }: RunSettings): string {
  return ignore_errors || loss_value_on_error === null ? 'error' : pythonFloat(loss_value_on_error);
}

function lossText(trial: Trial, onError: string): string {
  const loss = trial.state === 'success' ? lossOf(trial) : null;
  return loss === null ? onError : pythonFloat(loss);
}
