import { readdirSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ERROR_CODES } from '#core/contract/errors.ts';
import { finishedBecauseSchema, runStateSchema } from '#core/contract/run/status.ts';
import { trialStateSchema } from '#core/contract/run/trial.ts';
import { commandEnvironment } from '#core/pipeline/command/command-host.ts';
import { runLayout } from '#core/state/layout.ts';
import { PAGES, proseOf, REPOSITORY, readPage } from './markdown.ts';

/** The words of a page that stand in code. */
function codeOf(page: string): string {
  return [...readPage(page).matchAll(/`[^`\n]+`/g)].join('\n');
}

function missingIn(page: string, names: readonly string[]): readonly string[] {
  const code = codeOf(page);
  return names.filter(
    (name) => !new RegExp(`(?<![\\w-])${name.replaceAll('.', '\\.')}(?![\\w-])`).test(code),
  );
}

/** All sources below some folders as one text. */
function sourcesOf(folders: readonly string[]): string {
  return folders
    .flatMap((folder) =>
      readdirSync(REPOSITORY + folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile() && /\.(tsx?|py)$/.test(entry.name))
        .map((entry) => readFileSync(`${entry.parentPath}/${entry.name}`, 'utf8')),
    )
    .join('\n');
}

describe('the pages name', () => {
  test('every error code', () => {
    expect(missingIn('docs/troubleshooting.md', ERROR_CODES)).toEqual([]);
  });

  test('every state of runs and trials', () => {
    const own = [...runStateSchema.options, ...trialStateSchema.options].filter(
      (state) => state !== 'unknown' && state !== 'unreadable',
    );
    expect(missingIn('docs/running.md', own)).toEqual([]);
    expect(missingIn('docs/command-line.md', ['unknown', 'unreadable'])).toEqual([]);
    expect(missingIn('docs/command-line.md', finishedBecauseSchema.options)).toEqual([]);
  });

  test('every file and folder of a root directory', () => {
    const layout = runLayout('');
    const paths = Object.values(layout).filter((value) => typeof value === 'string');
    const trial = Object.values(layout.trial('1')).map((path) => basename(path));
    const names = [...paths.map((path) => basename(path)), ...trial].filter(
      (name) => name !== '' && name !== 'tb',
    );
    const text = readPage('docs/run-directory.md');
    expect(names.filter((name) => !text.includes(name))).toEqual([]);
  });

  test('everything that a pipeline is given', () => {
    const call = {
      trial: '1',
      config: {},
      space: [],
      pipelineDirectory: '',
      previousPipelineDirectory: null,
      rootDirectory: '',
      attempt: 1,
      logFile: '',
    };
    expect(missingIn('docs/pipelines.md', Object.keys(commandEnvironment(call, '{}', '')))).toEqual([]);
    const python = readFileSync(`${REPOSITORY}src-core/pipeline/python/incumbent_child/calling.py`, 'utf8');
    const names = [...python.matchAll(/^CONTEXT_\w+ = .*$/gm)].flatMap(([line]) =>
      [...line.matchAll(/"(\w+)"/g)].map(([, name = '']) => name),
    );
    expect(names).toContain('pipeline_id');
    expect(missingIn('docs/pipelines.md', names)).toEqual([]);
  });

  test('every example', () => {
    const examples = readdirSync(`${REPOSITORY}assets/examples`).filter((name) => name.endsWith('.yaml'));
    expect(missingIn('docs/pipelines.md', examples)).toEqual([]);
  });
});

test('the messages in the tables of troubleshooting are those of the program', () => {
  const rows = [...readPage('docs/troubleshooting.md').matchAll(/^\| (`[^|]*…[^|]*`) \|/gm)];
  const parts = rows.flatMap(([, cell = '']) =>
    [...cell.matchAll(/`([^`]+)`/g)].flatMap(([, message = '']) => message.split('…')),
  );
  const text = sourcesOf(['src-core', 'src-main']);
  const said = parts.map((part) => part.trim().replace(/[:,;]$/, '')).filter((part) => part.length > 8);
  expect(said.length).toBeGreaterThan(10);
  expect(said.filter((part) => !text.includes(part))).toEqual([]);
});

test('what the pages call by a name of the screen is called so there', () => {
  const labels = PAGES.filter((page) => page === 'README.md' || page.startsWith('docs/')).flatMap((page) =>
    [...proseOf(readPage(page)).matchAll(/(?<![*\w])\*{1,2}([A-Z][^*\n]+)\*{1,2}(?![*\w])/g)].map(
      ([, label = '']) => label,
    ),
  );
  // The remedies of a parameter are worded where they are worked out.
  const text = sourcesOf(['src-renderer', 'src-core/contract', 'src-core/config/edit', 'src-main/desktop']);
  expect(labels).toContain('Start the example');
  // `Set lower to …`: a value follows the words.
  const words = labels.map((label) => label.replace(/ …$/, ' '));
  expect(words.filter((label) => !text.includes(label))).toEqual([]);
});
