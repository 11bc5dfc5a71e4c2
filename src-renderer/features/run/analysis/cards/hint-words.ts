import { formatNumber } from '#core/analysis/words/format.ts';
import type { AnalysisHint } from '#core/contract/analysis/analysis.ts';
import type { ConfigValue } from '#core/contract/value.ts';
import { count, given } from '#renderer/format/numbers.ts';

/** A hint as a person reads it: what is so, and what to make of it. */
export type HintWords = { readonly fact: string; readonly advice: string };

function value(of: ConfigValue): string {
  return typeof of === 'number' ? formatNumber(of) : String(of);
}

function atBound(hint: Extract<AnalysisHint, { kind: 'at-bound' }>): HintWords {
  const place = hint.exactly ? 'at' : 'within 5 % of';
  return {
    fact: `${hint.inside} of the best ${hint.of} have ${hint.parameter} ${place} its ${hint.bound} bound, ${given(hint.value)}`,
    advice: 'The best value may lie beyond it. Widen the range?',
  };
}

function priorMissed({
  parameter,
  inside,
  of,
  prior,
  centre,
}: Extract<AnalysisHint, { kind: 'prior-missed' }>): HintWords {
  return typeof centre === 'number' && typeof prior === 'number'
    ? {
        fact: `${of - inside} of the best ${of} lie where the prior of ${parameter} has little mass`,
        advice: `Prior centre ${value(prior)}, centre of the best ${value(centre)}. Move the prior, or trust it less?`,
      }
    : {
        fact: `${inside} of the best ${of} have ${parameter} ${value(prior)}, which its prior names`,
        advice: `Most of them have ${value(centre)}. Name that one, or trust the prior less?`,
      };
}

function priorHeld({
  parameter,
  of,
  prior,
  centre,
}: Extract<AnalysisHint, { kind: 'prior-held' }>): HintWords {
  return {
    fact: `The best ${of} are where the prior of ${parameter} has its mass`,
    advice:
      typeof centre === 'number'
        ? `Prior centre ${value(prior)}, centre of the best ${value(centre)}. Nothing to do.`
        : `All of them have ${value(centre)}. Nothing to do.`,
  };
}

/** Of parameters without influence, however many there are, in one hint. */
export function idleWords(parameters: readonly string[], of: number): HintWords {
  const [first = '', ...others] = parameters;
  const searched = 'search the rest more densely?';
  return others.length === 0
    ? {
        fact: `${first} shows no influence among ${count(of)} trials`,
        advice: `Its importance is no more than shuffled losses give. Fix it and ${searched}`,
      }
    : {
        fact: `${count(parameters.length)} parameters show no influence among ${count(of)} trials`,
        advice: `Their importance is no more than shuffled losses give: ${parameters.join(', ')}. Fix them and ${searched}`,
      };
}

/** What a hint says, and on what evidence. */
export function hintWords(hint: Exclude<AnalysisHint, { kind: 'no-influence' }>): HintWords {
  switch (hint.kind) {
    case 'at-bound':
      return atBound(hint);
    case 'prior-missed':
      return priorMissed(hint);
    case 'prior-held':
      return priorHeld(hint);
  }
}
