const SECRET = /key|token|secret|passw|credential/i;

/** Whether the value of a variable must be written nowhere: a run directory is shown to others, copied and published. */
export function isSecret(variable: string): boolean {
  return SECRET.test(variable);
}
