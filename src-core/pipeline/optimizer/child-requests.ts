import type { ErrorData } from '#core/contract/errors.ts';
import type { SearchSpace } from '#core/contract/space.ts';
import type { GivenArguments } from '#core/optimizers/definition/optimizer-arguments.ts';
import type { OptimizerResolution } from '#core/optimizers/definition/resolve-definition.ts';
import type { OptimizerArguments } from '#core/optimizers/optimizer.ts';
import type { Origin } from '#core/optimizers/own/own-optimizer.ts';

/** What a child that may import the user's optimizer is asked, as one JSON document on its stdin. */
export type ChildRequest =
  /** With all its arguments for a space, or why it can't be had. */
  | {
      readonly kind: 'resolve';
      readonly origin: Origin;
      readonly space: SearchSpace;
      readonly given: GivenArguments;
    }
  /** The conformance suite, each check as it ends. */
  | { readonly kind: 'examine'; readonly origin: Origin; readonly given: GivenArguments };

/** One line of its answer on {@link ANSWER_DESCRIPTOR}; `end` is the last one. */
export type ChildAnswer =
  | { readonly kind: 'resolved'; readonly resolution: OptimizerResolution }
  | {
      readonly kind: 'examining';
      readonly name: string;
      readonly arguments: OptimizerArguments;
      readonly refused: readonly { readonly space: string; readonly because: string }[];
      readonly checks: readonly string[];
    }
  | {
      readonly kind: 'checked';
      readonly title: string;
      readonly passed: boolean;
      readonly problems: readonly string[];
      readonly seconds: number;
    }
  | { readonly kind: 'refused'; readonly error: ErrorData }
  | { readonly kind: 'end' };

/** stdin, stdout and stderr come before it; what the user's code prints does not mix with answers. */
export const ANSWER_DESCRIPTOR = 3;
