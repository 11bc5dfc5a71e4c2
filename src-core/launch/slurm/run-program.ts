import { execFile } from 'node:child_process';

type Environment = Readonly<Record<string, string | undefined>>;

export type ProgramCall = {
  readonly program: string;
  readonly args: readonly string[];
  /** Complete. */
  readonly env: Environment;
  /** Slurm's programs try again for minutes where its controller does not answer. */
  readonly limitSeconds: number;
};

/** What became of a program. */
export type ProgramAnswer = {
  readonly stdout: string;
  /** One line on why it did not end well; null where it did. */
  readonly problem: string | null;
  /** It was ended because it took too long: what it was to do may be done all the same. */
  readonly isLate: boolean;
};

/** Runs one of Slurm's programs with a limit of time. Never rejects. */
export function runProgram({ program, args, env, limitSeconds }: ProgramCall): Promise<ProgramAnswer> {
  return new Promise((resolve) => {
    const options = { env, timeout: limitSeconds * 1000, killSignal: 'SIGKILL', maxBuffer: 2 ** 24 } as const;
    execFile(program, [...args], options, (error, stdout, stderr) => {
      if (error === null) {
        resolve({ stdout, problem: null, isLate: false });
        return;
      }
      const isLate = error.killed === true;
      const words = isLate ? `no answer within ${limitSeconds} s` : complaint(stderr);
      resolve({ stdout, problem: words || `exit code ${error.code}`, isLate });
    });
  });
}

/** `sbatch: error: ` before what it says. */
const SPEAKER = /^\w+: (?:error|fatal): /;

/** What a program of Slurm's complains of, its own name left out; a site's filters explain in lines of their own. */
function complaint(stderr: string): string {
  const lines = stderr.trim().split('\n');
  const said = lines.filter((line) => SPEAKER.test(line));
  return (said.length === 0 ? lines : said).map((line) => line.replace(SPEAKER, '').trim()).join('; ');
}
