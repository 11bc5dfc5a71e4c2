/** Tokenizers keep no secrets (`TOKENIZERS_PARALLELISM`). */
const SECRET = /key|token(?!i[sz])|secret|passw|credential/i;

/** Whether the value of a variable must be written nowhere: a run directory is shown to others, copied and published. */
export function isSecret(variable: string): boolean {
  return SECRET.test(variable);
}

/** What is to be said of a variable of the YAML whose name tells that it is a secret; null for any other. */
export function secretRemark(variable: string): string | null {
  return isSecret(variable)
    ? `${variable} looks like a secret. What the YAML says is kept in the run’s directory, too; given at the start (\`--env\`, or in its dialog) it is written nowhere.`
    : null;
}
