import type { PipelineHost, PipelineHostOptions } from './pipeline.ts';

/** The host for a resolved pipeline: Python, JavaScript/TypeScript or a command. */
export declare function createPipelineHost(options: PipelineHostOptions): PipelineHost;
