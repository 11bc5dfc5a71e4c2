import { z } from 'zod';
import { configValueSchema } from '../value.ts';

/**
 * Which evaluations an analysis rests on where there are several fidelities: those of one, all of them with the fidelity
 * as one more parameter, or `auto`: the highest with enough trials, else all.
 */
const analysedFidelitySchema = z.union([z.enum(['auto', 'all']), z.number()]);
export type AnalysedFidelity = z.infer<typeof analysedFidelitySchema>;

const importanceMethodSchema = z.enum(['ped-anova', 'fanova']);
export type ImportanceMethod = z.infer<typeof importanceMethodSchema>;

export const analysisQuestionSchema = z.object({
  fidelity: analysedFidelitySchema,
  /** Which of several objectives, from 0. */
  objective: z.number().int().min(0),
  /** The run as it was after so many completed trials; null: as it is now. */
  moment: z.number().int().min(0).nullable(),
  want: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('summary') }),
    z.object({ kind: z.literal('importance'), method: importanceMethodSchema }),
    z.object({ kind: z.literal('contour'), parameters: z.tuple([z.string(), z.string()]) }),
  ]),
});
export type AnalysisQuestion = z.infer<typeof analysisQuestionSchema>;

/** What an answer rests on: every trial of the run is counted once, in `used` or in what it was left out for. */
export const analysisBasisSchema = z.object({
  trials: z.number().int(),
  used: z.number().int(),
  failed: z.number().int(),
  crashed: z.number().int(),
  /** Successes whose loss is NaN or infinite. */
  not_finite: z.number().int(),
  under_way: z.number().int(),
  /** Successes with a value that the space does not have. */
  outside: z.number().int(),
  /** Parameters that are not looked at, since many successes have no value of them. */
  lacking: z.array(z.string()),
  /** Successes of another fidelity than the one looked at. */
  other_fidelity: z.number().int(),
  /** The fidelity looked at, `all`, or null in a space without one. */
  fidelity: z.union([z.number(), z.literal('all')]).nullable(),
  /** Usable trials by fidelity, the lowest first; empty in a space without one. */
  fidelities: z.array(z.object({ fidelity: z.number(), trials: z.number().int() })),
  objectives: z.number().int(),
  /** Fewer usable trials than this give no answer. */
  needed: z.number().int(),
});
export type AnalysisBasis = z.infer<typeof analysisBasisSchema>;

const counted = { parameter: z.string(), inside: z.number().int(), of: z.number().int() };
const named = { trials: z.array(z.string()) };

/** Something that a person should know of a search, with the evidence. */
const analysisHintSchema = z.discriminatedUnion('kind', [
  /** `inside` of the best `of` lie in the outermost part of the range. */
  z.object({
    kind: z.literal('at-bound'),
    ...counted,
    ...named,
    bound: z.enum(['lower', 'upper']),
    value: z.number(),
    /** They are the bound itself, not only near it. */
    exactly: z.boolean(),
  }),
  /** `inside` of the best `of` lie where the prior has its mass: fewer than it foretold. */
  z.object({
    kind: z.literal('prior-missed'),
    ...counted,
    ...named,
    prior: configValueSchema,
    /** The middle of the best, or the most frequent choice among them. */
    centre: configValueSchema,
  }),
  z.object({
    kind: z.literal('prior-held'),
    ...counted,
    ...named,
    prior: configValueSchema,
    centre: configValueSchema,
  }),
  /** No more influence on being among the best than shuffled losses give. */
  z.object({ kind: z.literal('no-influence'), parameter: z.string(), of: z.number().int(), ...named }),
]);
export type AnalysisHint = z.infer<typeof analysisHintSchema>;

const importanceAnswerSchema = z.object({
  kind: z.literal('importance'),
  method: importanceMethodSchema,
  /** The most important first. */
  rows: z.array(
    z.object({
      parameter: z.string(),
      importance: z.number(),
      /** Standard deviation over the trees; null where the method has none. */
      deviation: z.number().nullable(),
      /** What 19 of 20 shufflings of the losses stay below; null where the method has none. */
      chance: z.number().nullable(),
    }),
  ),
  /** Trials that the model learnt from, picked evenly where there are more. */
  modelled: z.number().int(),
  /** Trials that count as the best ones; null where the method knows none. */
  best: z.number().int().nullable(),
});
export type ImportanceAnswer = z.infer<typeof importanceAnswerSchema>;

const contourAnswerSchema = z.object({
  kind: z.literal('contour'),
  parameters: z.tuple([z.string(), z.string()]),
  /** Places on the unit axes, or numbers of choices. */
  x: z.array(z.number()),
  y: z.array(z.number()),
  /** Expected loss at each x of the first y, then of the second… */
  losses: z.array(z.number()),
  modelled: z.number().int(),
});
export type ContourAnswer = z.infer<typeof contourAnswerSchema>;

const summaryAnswerSchema = z.object({
  kind: z.literal('summary'),
  hints: z.array(analysisHintSchema),
  /** Spearman's rank correlations; the last name is the loss. Null where one of both never varies. */
  correlation: z.object({
    names: z.array(z.string()),
    rho: z.array(z.array(z.number().nullable())),
  }),
  /** How far losses of one fidelity order the same configurations as those of another. */
  between_fidelities: z.array(
    z.object({
      low: z.number(),
      high: z.number(),
      configurations: z.number().int(),
      spearman: z.number().nullable(),
      kendall: z.number().nullable(),
    }),
  ),
  /** With several objectives: the trials that no other beats in all of them, at most 1,000; null with one. */
  pareto: z.object({ trials: z.array(z.string()), size: z.number().int() }).nullable(),
});
export type SummaryAnswer = z.infer<typeof summaryAnswerSchema>;

export const analysisAnswerSchema = z.discriminatedUnion('kind', [
  /** Too few usable trials, or a space that nobody knows: `basis` tells. */
  z.object({ kind: z.literal('nothing'), because: z.enum(['few-trials', 'no-space', 'no-such-parameter']) }),
  summaryAnswerSchema,
  importanceAnswerSchema,
  contourAnswerSchema,
]);
export type AnalysisAnswer = z.infer<typeof analysisAnswerSchema>;

/** One analysis as it happens; the last event is the result. */
export const analysisEventSchema = z.discriminatedUnion('kind', [
  /** `share` of the work that is done, 0 to 1; 0 while it waits for its turn. */
  z.object({ kind: z.literal('progress'), seq: z.number().int(), share: z.number() }),
  z.object({
    kind: z.literal('result'),
    seq: z.number().int(),
    basis: analysisBasisSchema,
    answer: analysisAnswerSchema,
  }),
]);
export type AnalysisEvent = z.infer<typeof analysisEventSchema>;
