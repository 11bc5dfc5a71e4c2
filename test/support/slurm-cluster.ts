import { execFile, execFileSync, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { hostname, userInfo } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { removeFolder } from '#test/support/remove-folder.ts';
import { folderWith } from './folder-with.ts';
import { freePort } from './free-port.ts';
import { waitUntil } from './wait-until.ts';

const run = promisify(execFile);

/** Debian keeps the programs of daemons apart. */
const PATH = [process.env.PATH, '/usr/sbin', '/usr/local/sbin'].join(delimiter);
const PROGRAMS = ['slurmctld', 'slurmd', 'munged', 'sbatch', 'squeue', 'scancel', 'scontrol'];

/** Why no cluster can be had here; null where one can. */
export const SLURM_MISSING = reasonToSkip();

function reasonToSkip(): string | null {
  const missing = PROGRAMS.find(
    (name) => !PATH.split(delimiter).some((folder) => existsSync(join(folder, name))),
  );
  if (missing !== undefined) {
    return `there is no ${missing}`;
  }
  // Its daemons start processes in the name of others.
  return userInfo().uid === 0 ? null : 'this is not root';
}

/** A cluster of one node, this machine. */
export type SlurmCluster = {
  /** For its programs: PATH and the place of its settings. */
  readonly env: Readonly<Record<string, string>>;
  readonly program: (name: string, ...args: string[]) => Promise<string>;
  /** The state of each task of a job, in the order of their indices. */
  readonly states: (job: string) => Promise<readonly string[]>;
  readonly stop: () => Promise<void>;
};

/** Starts one with daemons, ports and keys of its own. */
export async function startSlurmCluster(): Promise<SlurmCluster> {
  const folder = folderWith({});
  // Its daemon of keys mistrusts a folder that others may write, such as the one for temporary files.
  chmodSync(folder, 0o755);
  const socket = join(folder, 'munge.socket');
  writeFileSync(join(folder, 'munge.key'), randomBytes(128), { mode: 0o400 });
  for (const name of ['state', 'spool']) {
    mkdirSync(join(folder, name));
  }
  const conf = join(folder, 'slurm.conf');
  const [control, node] = [await freePort(), await freePort()];
  // Versions from 23.11 on look for control groups of the system unless they are told not to; earlier ones can't be told.
  if (slurmVersion() >= 23.11) {
    writeFileSync(join(folder, 'cgroup.conf'), 'CgroupPlugin=disabled\n');
  }
  writeFileSync(conf, settings({ folder, socket, control, node }));
  const env = { PATH, SLURM_CONF: conf };
  const children = [
    spawn(
      'munged',
      [
        '--foreground',
        '--force',
        `--key-file=${join(folder, 'munge.key')}`,
        `--socket=${socket}`,
        `--pid-file=${join(folder, 'munged.pid')}`,
        `--log-file=${join(folder, 'munged.log')}`,
        `--seed-file=${join(folder, 'munge.seed')}`,
      ],
      { env, stdio: 'ignore' },
    ),
  ];
  await waitUntil(() => existsSync(socket));
  children.push(spawn('slurmctld', ['-D'], { env, stdio: 'ignore' }));
  children.push(spawn('slurmd', ['-D', '-N', machine()], { env, stdio: 'ignore' }));
  const program = async (name: string, ...args: string[]) => (await run(name, args, { env })).stdout.trim();
  await waitUntil(
    async () => (await program('sinfo', '--noheader', '--format=%T').catch(() => '')) === 'idle',
    60_000,
  ).catch((thrown) => {
    const logs = ['slurmctld.log', 'slurmd.log'].map((name) => readFileSync(join(folder, name), 'utf8'));
    throw new Error([thrown, ...logs].join('\n'));
  });
  return {
    env,
    program,
    states: async (job) =>
      (
        await program(
          'squeue',
          '--noheader',
          '--array',
          '--states=all',
          `--jobs=${job}`,
          '--sort=i',
          '--format=%T',
        )
      ).split('\n'),
    stop: async () => {
      for (const child of children.reverse()) {
        const ended = new Promise((resolve) => child.once('exit', resolve));
        if (child.exitCode === null && child.kill()) {
          await ended;
        }
      }
      removeFolder(folder);
    },
  };
}

/** `22.05` of `slurm-wlm 22.05.8`. */
function slurmVersion(): number {
  const text = execFileSync('slurmd', ['-V'], { env: { PATH }, encoding: 'utf8' });
  return Number(/(\d+\.\d+)/.exec(text)?.[1] ?? 0);
}

function machine(): string {
  return hostname().split('.')[0] ?? '';
}

type Places = {
  readonly folder: string;
  readonly socket: string;
  readonly control: number;
  readonly node: number;
};

function settings({ folder, socket, control, node }: Places): string {
  const name = machine();
  const user = execFileSync('id', ['-un'], { encoding: 'utf8' }).trim();
  return `ClusterName=incumbent
SlurmctldHost=${name}(127.0.0.1)
SlurmctldPort=${control}
SlurmdPort=${node}
SlurmUser=${user}
SlurmdUser=${user}
AuthType=auth/munge
AuthInfo=socket=${socket}
StateSaveLocation=${folder}/state
SlurmdSpoolDir=${folder}/spool
SlurmctldPidFile=${folder}/slurmctld.pid
SlurmdPidFile=${folder}/slurmd.pid
SlurmctldLogFile=${folder}/slurmctld.log
SlurmdLogFile=${folder}/slurmd.log
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SelectType=select/cons_tres
SelectTypeParameters=CR_Core
SchedulerType=sched/backfill
SchedulerParameters=sched_interval=1,batch_sched_delay=0,bf_interval=1
ReturnToService=2
MinJobAge=300
KillWait=20
NodeName=${name} NodeAddr=127.0.0.1 CPUs=2 RealMemory=500 State=UNKNOWN
PartitionName=debug Nodes=${name} Default=YES MaxTime=INFINITE State=UP OverSubscribe=FORCE:4
`;
}
