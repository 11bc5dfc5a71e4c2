/** What has to be done so that a trial that waits is evaluated; empty where a worker will take it by itself. */
export function whoEvaluates(root: string, alive: number): string {
  return alive > 0 ? '' : `. No worker is alive: \`incumbent resume ${root}\` starts one`;
}
