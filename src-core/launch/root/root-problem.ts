import type { Problem } from '#core/contract/setup/problem.ts';
import { problemAt } from '../read/problem-at.ts';
import type { ReadRun } from '../read/read-run.ts';
import { inReadingOrder } from '../read/reading-order.ts';
import { lookAtPlace } from './look-at-root.ts';

/**
 * What has been read, with what keeps a run from being kept where its YAML says, at the line that says so. For checks:
 * a start may be asked for another place than the YAML's, and refuses by itself.
 */
export async function withRootProblem(read: ReadRun): Promise<ReadRun> {
  const problem = await rootProblem(read);
  return problem === null
    ? read
    : {
        ...read,
        problems: inReadingOrder([...read.problems, problem]),
        valid: read.valid && problem.severity !== 'error',
      };
}

async function rootProblem({ parsed, root, source }: ReadRun): Promise<Problem | null> {
  const refusal = root === null ? null : (await lookAtPlace(root, source.home)).refusal;
  if (refusal === null) {
    return null;
  }
  const { code, message } = refusal;
  // Elsewhere, or by the time of the start, one may have the permission; the place is no better there or then.
  const severity = code.startsWith('root-') ? 'error' : 'warning';
  return problemAt(parsed, 'root_directory', { code, severity, message });
}
