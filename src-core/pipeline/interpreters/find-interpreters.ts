import type { InterpreterOffer } from '#core/contract/setup/pipeline.ts';
import { isTooOldPython } from '#core/pipeline/interpreters/interpreter.ts';
import { type CandidateSearch, type InterpreterCandidate, interpreterCandidates } from './all-candidates.ts';
import { type ProbedPython, probePackages } from './probe-packages.ts';

export type InterpreterSearch = CandidateSearch & {
  /** Of the function's file. */
  readonly own: string;
  /** Top-level modules that it imports. */
  readonly imports: readonly string[];
};

/** Each is a process of its own that reads from the disk. */
const AT_ONCE = 3;

/**
 * Finds every Python that could run a function, each once, in the order of the candidates; those too old, and what only
 * has the name of one, are left out. Yields all that are known so far whenever there are more; ends with the signal.
 */
export async function* findInterpreters(
  search: InterpreterSearch,
): AsyncGenerator<readonly InterpreterOffer[], void, void> {
  const candidates = await interpreterCandidates(search);
  const found = new Map<string, InterpreterOffer>();
  for (let next = 0; next < candidates.length && !search.signal.aborted; next += AT_ONCE) {
    const some = candidates.slice(next, next + AT_ONCE);
    const probed = await Promise.all(some.map((candidate) => probe(candidate, search)));
    for (const { candidate, python } of probed.flatMap((one) => one ?? [])) {
      const installation = `${python.prefix} ${python.version}`;
      if (!found.has(installation)) {
        found.set(installation, offerOf(candidate, python));
      }
    }
    yield [...found.values()];
  }
}

async function probe(
  candidate: InterpreterCandidate,
  { folder, own, imports, env, signal }: InterpreterSearch,
): Promise<{ readonly candidate: InterpreterCandidate; readonly python: ProbedPython } | null> {
  const { path } = candidate;
  const python = await probePackages({ path, folder, own, names: imports, env, signal });
  return python === null || isTooOldPython(python.version) ? null : { candidate, python };
}

function offerOf(
  { setting, source }: InterpreterCandidate,
  { path, version, installed, missing }: ProbedPython,
): InterpreterOffer {
  return { setting, source, path, version, installed: [...installed], missing: [...missing] };
}
