import type { OptimizerChoice, Pipeline } from '#core/contract/setup/settings.ts';
import { optimizerByKey, pipelineByKey } from '../compare/settings-by-key.ts';
import { RUN_DEFAULTS } from '../settings/run-settings.ts';
import { floatText } from '../values/scalar-text.ts';

/** One setting as it is in force, and what it would be by default. */
export type SettingLine = {
  /** `incumbent.lease` */
  readonly key: string;
  readonly value: string;
  readonly fallback: string | null;
  readonly differs: boolean;
};

/** The space is told elsewhere. */
const LEFT_OUT = 'pipeline_space';

function isMapping(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A value of a setting as YAML has it in one line. */
function settingText(value: unknown): string {
  if (value === null || value === undefined) {
    return 'none';
  }
  if (typeof value === 'number' && !Number.isInteger(value)) {
    return floatText(value);
  }
  return typeof value === 'string' ? value : JSON.stringify(value);
}

const DEFAULTS: Readonly<Record<string, unknown>> = { ...RUN_DEFAULTS, optimizer: 'auto' };

function lineOf(key: string, value: unknown, fallback: unknown): SettingLine {
  const [text, fallbackText] = [settingText(value), fallback === undefined ? null : settingText(fallback)];
  return { key, value: text, fallback: fallbackText, differs: text !== fallbackText };
}

const PIPELINE_KINDS: readonly unknown[] = ['python', 'python-module', 'javascript', 'command'];
const OPTIMIZER_KINDS: readonly unknown[] = ['auto', 'named', 'module'];

function isPipeline(value: unknown): value is Pipeline {
  return isMapping(value) && PIPELINE_KINDS.includes(value.kind);
}

function isOptimizer(value: unknown): value is OptimizerChoice {
  return isMapping(value) && OPTIMIZER_KINDS.includes(value.kind);
}

/** Pipeline and optimizer in the forms that a YAML has for them. */
function asInYaml(value: unknown): unknown {
  if (isPipeline(value)) {
    return pipelineByKey(value);
  }
  return isOptimizer(value) ? optimizerByKey(value) : value;
}

/** All settings in the order of the file, those of our own section at its place. */
export function settingLines(settings: Readonly<Record<string, unknown>>): readonly SettingLine[] {
  return Object.entries(settings)
    .filter(([key]) => key !== LEFT_OUT)
    .flatMap(([key, value]) => {
      const fallback = DEFAULTS[key];
      if (key === 'incumbent' && isMapping(value) && isMapping(fallback)) {
        return Object.entries(value).map(([inner, each]) =>
          lineOf(`incumbent.${inner}`, each, fallback[inner]),
        );
      }
      return [lineOf(key, asInYaml(value), fallback)];
    });
}
