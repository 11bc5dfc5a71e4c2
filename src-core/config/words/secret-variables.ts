/** Tokenizers keep no secrets (`TOKENIZERS_PARALLELISM`). */
const SECRET = /key|token(?!i[sz])|secret|passw|credential/i;

/** Whether the value of a variable must be written nowhere: a run directory is shown to others, copied and published. */
export function isSecret(variable: string): boolean {
  return SECRET.test(variable);
}

/** Such as of `MAX_TOKENS` or `USE_KEYS`. */
const COUNT_OR_SWITCH = /^(?:\d{1,6}|true|false)$/i;

/**
 * What is to be said of a variable of the YAML whose name tells that it is a secret; null for any other, and for a count
 * or a switch, which hides nothing.
 *
 * @param value - null where it is not known
 */
export function secretRemark(variable: string, value: string | null): string | null {
  return isSecret(variable) && !COUNT_OR_SWITCH.test(value ?? '')
    ? `${variable} looks like a secret. What the YAML says is kept in the run’s directory, too; given at the start (\`--env\`, or in its dialog) it is written nowhere.`
    : null;
}
