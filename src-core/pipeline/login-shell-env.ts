export type LoginShellQuestion = {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
  /** True where a terminal started this process: then its environment is the right one already. */
  readonly hasTerminal: boolean;
  /** How long the shell's start-up files may take. */
  readonly limitSeconds?: number;
};

/**
 * The environment that the user's login shell would give, for an app started from the dock: `env` completed by
 * what the shell's start-up files set (PATH above all). Without need, and where the shell does not answer, it is
 * `env` itself, and `problem` says why.
 */
export declare function loginShellEnv(
  question: LoginShellQuestion,
): Promise<{ readonly env: Readonly<Record<string, string | undefined>>; readonly problem: string | null }>;
