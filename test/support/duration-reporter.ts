import type { Reporter, TestModule } from 'vitest/node';

/** How long one file took: its tests, and what came before them (its process, its modules). */
type FileTime = {
  readonly file: string;
  readonly project: string;
  readonly tests: number;
  readonly seconds: number;
  readonly importSeconds: number;
};

const SLOWEST_SHOWN = 30;

/**
 * Prints the slowest files, and the time by project and by folder. Times are sums over files: with two workers the run
 * itself takes half as long.
 */
export class DurationReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const files = modules.map(fileTime);
    const slowest = files.toSorted((a, b) => b.seconds - a.seconds).slice(0, SLOWEST_SHOWN);
    const lines = [
      'slowest files',
      ...slowest.map(({ seconds, tests, file }) => row(seconds, `${file} (${tests} tests)`)),
      'by project',
      ...sums(files, ({ project }) => project),
      'by folder',
      ...sums(files, ({ file }) => folderOf(file)),
    ];
    console.log(lines.join('\n'));
  }
}

function fileTime(module: TestModule): FileTime {
  const { duration, collectDuration, prepareDuration } = module.diagnostic();
  return {
    file: module.relativeModuleId,
    project: module.project.name,
    tests: [...module.children.allTests()].length,
    seconds: duration / 1000,
    importSeconds: (collectDuration + prepareDuration) / 1000,
  };
}

/** `test/core/state` or `test/e2e`: the first folders, at most three. */
function folderOf(file: string): string {
  return file.split('/').slice(0, -1).slice(0, 3).join('/');
}

function sums(files: readonly FileTime[], kindOf: (file: FileTime) => string): readonly string[] {
  return [...new Set(files.map(kindOf))]
    .map((kind) => {
      const members = files.filter((file) => kindOf(file) === kind);
      return { kind, count: members.length, ...total(members) };
    })
    .toSorted((a, b) => b.seconds - a.seconds)
    .map(({ kind, count, seconds, importSeconds }) =>
      row(seconds, `${kind} (${count} files, and ${importSeconds.toFixed(1)} s for their imports)`),
    );
}

function total(files: readonly FileTime[]): Pick<FileTime, 'seconds' | 'importSeconds'> {
  return {
    seconds: files.reduce((sum, file) => sum + file.seconds, 0),
    importSeconds: files.reduce((sum, file) => sum + file.importSeconds, 0),
  };
}

function row(seconds: number, words: string): string {
  return `${seconds.toFixed(1).padStart(8)} s  ${words}`;
}
