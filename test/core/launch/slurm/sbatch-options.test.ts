import { describe, expect, test } from 'vitest';
import { argumentsOf, directiveOf, readSbatchOptions } from '#core/launch/slurm/sbatch-options.ts';

function only(text: string) {
  const [option] = readSbatchOptions([text]).options;
  if (option === undefined) {
    throw new Error(`no option in ${text}`);
  }
  return option;
}

describe('an option of sbatch', () => {
  test.each([
    ['--time=2:00:00', ['--time=2:00:00'], '#SBATCH --time=2:00:00'],
    ['--time 2:00:00', ['--time=2:00:00'], '#SBATCH --time=2:00:00'],
    ['-p gpu', ['-p', 'gpu'], '#SBATCH -p gpu'],
    ['-pgpu', ['-p', 'gpu'], '#SBATCH -p gpu'],
    ['  --exclusive ', ['--exclusive'], '#SBATCH --exclusive'],
    ['--gres=gpu:a100:1', ['--gres=gpu:a100:1'], '#SBATCH --gres=gpu:a100:1'],
    ['--constraint=[a|b]', ['--constraint=[a|b]'], '#SBATCH "--constraint=[a|b]"'],
    ['--comment=run #3', ['--comment=run #3'], '#SBATCH "--comment=run #3"'],
    ['--comment="a" \\ b', ['--comment="a" \\ b'], '#SBATCH "--comment=\\"a\\" \\\\ b"'],
    ['--comment=', ['--comment='], '#SBATCH --comment='],
  ])('%s reaches the program and the script as it is meant', (text, args, line) => {
    expect(argumentsOf(only(text))).toEqual(args);
    expect(directiveOf(only(text))).toBe(line);
  });

  test.each(['time=2:00:00', '', '--', '-', '--time=1\nrm -rf ~', '--comment=a\rb', '--7=1'])(
    '%j is refused: it is none, or would break the script',
    (text) => {
      expect(() => readSbatchOptions([text])).toThrow(
        expect.objectContaining({ code: 'usage', message: expect.stringContaining('begins with a dash') }),
      );
    },
  );

  test.each([
    '--array=0-3',
    '-a 1-2',
    '--output=x',
    '-ox',
    '--error=x',
    '--wrap=ls',
    '--parsable',
    '--test-only',
    '--wait',
    '-W',
    '--help',
    '--wra=ls',
    '--outp=x',
    '--test',
  ])('%s is refused, with what to do in its place', (text) => {
    expect(() => readSbatchOptions([text])).toThrow(
      expect.objectContaining({ code: 'usage', message: expect.stringMatching(/can not be given: \S/) }),
    );
  });

  test('a secret value among the options is refused, and not repeated', () => {
    const refusal = () => readSbatchOptions(['--export=ALL,SIZE=3,MY_TOKEN=hush']);
    expect(refusal).toThrow(expect.objectContaining({ code: 'usage' }));
    expect(refusal).toThrow(/give MY_TOKEN by --env; found "--export=MY_TOKEN=…"$/);
    for (const allowed of ['--export=ALL,MY_TOKEN', '--export=NONE', '--export=SIZE=3', '--comment=KEY=1']) {
      expect(readSbatchOptions([allowed]).options).toHaveLength(1);
    }
  });

  test('--array=%N alone limits how many tasks run at the same time', () => {
    expect(readSbatchOptions(['--array=%4', '--time=1'])).toEqual({
      options: [{ name: '--time', value: '1' }],
      atOnce: 4,
    });
    expect(readSbatchOptions([]).atOnce).toBeNull();
    expect(() => readSbatchOptions(['--array=%0'])).toThrow('can not be given');
  });
});
