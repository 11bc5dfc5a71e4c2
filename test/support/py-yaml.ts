import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';

/** A value as PyYAML loads it: kind and content, so that `8` and `8.0` differ. Mappings are lists of pairs. */
export type PythonValue =
  | readonly ['null']
  | readonly ['bool', boolean]
  | readonly ['int' | 'float' | 'str' | 'other', string]
  | readonly ['list', readonly PythonValue[]]
  | readonly ['map', readonly (readonly [PythonValue, PythonValue])[]];

const SCRIPT = `
import json, sys, yaml

def kinds(value):
    if value is None:
        return ['null']
    if isinstance(value, bool):
        return ['bool', value]
    if isinstance(value, int):
        return ['int', str(value)]
    if isinstance(value, float):
        return ['float', repr(value)]
    if isinstance(value, str):
        return ['str', value]
    if isinstance(value, list):
        return ['list', [kinds(item) for item in value]]
    if isinstance(value, dict):
        return ['map', [[kinds(key), kinds(item)] for key, item in value.items()]]
    return ['other', type(value).__name__]

def load(text):
    try:
        return kinds(yaml.safe_load(text))
    except yaml.YAMLError as error:
        return ['other', str(error)]

json.dump([load(text) for text in json.load(sys.stdin)], sys.stdout)
`;

/** A Python that has PyYAML; null where none is installed. */
export const PYTHON_WITH_YAML: string | null = findPython();

/** Why tests that need PyYAML are skipped; empty where they are not. Part of their titles. */
export const PYYAML_MISSING = PYTHON_WITH_YAML === null ? ' (skipped: no python3 with PyYAML was found)' : '';

function findPython(): string | null {
  const candidates = ['python3', 'python', '/usr/bin/python3'].filter(
    (command) => !command.startsWith('/') || existsSync(command),
  );
  return candidates.find(hasYaml) ?? null;
}

function hasYaml(command: string): boolean {
  try {
    execFileSync(command, ['-c', 'import yaml'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** Loads every text with PyYAML's `safe_load`, in one Python process. */
export function loadWithPyYaml(texts: readonly string[]): readonly PythonValue[] {
  const output = execFileSync(PYTHON_WITH_YAML ?? 'python3', ['-c', SCRIPT], {
    input: JSON.stringify(texts),
    maxBuffer: 2 ** 30,
    env: { ...process.env, PYTHONIOENCODING: 'utf-8' },
  });
  return JSON.parse(output.toString('utf8')) as PythonValue[];
}
