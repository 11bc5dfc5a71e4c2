/** What the environment of a child that is started with this very program must hold, so that it is Node: Electron is told. */
export function asNode(): Readonly<Record<string, string>> {
  return process.versions.electron === undefined ? {} : { ELECTRON_RUN_AS_NODE: '1' };
}
