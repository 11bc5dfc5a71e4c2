import type { Config } from '#core/contract/value.ts';

/** What a JavaScript pipeline receives beside its configuration. Paths are absolute. */
export type PipelineContext = {
  /** The trial's own folder: for checkpoints and whatever else the function writes. */
  readonly pipelineDirectory: string;
  /** The folder of the trial that this one continues with a larger fidelity; null where it continues none. */
  readonly previousPipelineDirectory: string | null;
  readonly rootDirectory: string;
  /** The trial's id: `17`, `17_rung_2`. */
  readonly pipelineId: string;
  /** 1, or more where an earlier attempt was lost; the folder then still has its files. */
  readonly attempt: number;
  /** Tells how the evaluation stands, after an epoch say: the next value of its learning curve. */
  readonly report: (loss: number) => void;
};

/** The objective: a number to minimise, or an object with `loss` and more; sync or async. */
export type PipelineFunction = (config: Config, context: PipelineContext) => unknown;
