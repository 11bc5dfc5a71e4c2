import { execFile } from 'node:child_process';
import { z } from 'zod';

/** What a Python says of itself. */
export type ProbedPython = {
  readonly path: string;
  /** The environment or installation that it belongs to: several names may lead to one. */
  readonly prefix: string;
  readonly version: string;
  readonly installed: readonly string[];
  readonly missing: readonly string[];
};

export type PackageProbe = {
  readonly path: string;
  /** Where the pipeline would run. */
  readonly folder: string;
  /** Of the function's file: what lies there is no package. */
  readonly own: string;
  readonly names: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly signal: AbortSignal;
};

/** A cold environment on a network disk may need seconds. */
const LIMIT_MS = 15_000;

/**
 * Looks for modules the way an import does, without importing any. It is run with `-I`, so that its own imports come from the
 * standard library alone and never from the working directory; what \`-I\` left out of the path is added afterwards.
 */
const PROBE = `
import importlib.util, json, os, site, sys
own, folder, *names = sys.argv[1:]
sys.path[0:0] = [place for place in os.environ.get("PYTHONPATH", "").split(os.pathsep) if place]
users = site.getusersitepackages() if sys.prefix == sys.base_prefix else ""
if os.path.isdir(users) and not os.environ.get("PYTHONNOUSERSITE"):
    sys.path.append(users)
sys.path.insert(0, own)
sys.path.append(folder)
standard = os.path.dirname(os.__file__)
def place(name):
    try:
        spec = importlib.util.find_spec(name)
    except Exception:
        return None
    if spec is None:
        return None
    return spec.origin or next(iter(spec.submodule_search_locations or []), "") or ""
def is_package(name, at):
    if name in getattr(sys, "stdlib_module_names", sys.builtin_module_names):
        return False
    if at is None:
        return True
    near = [os.path.dirname(at), os.path.dirname(os.path.dirname(at))]
    return own not in near and folder not in near and near[0] != standard and near[1] != standard
places = [(name, place(name)) for name in names]
found = [(name, at) for name, at in places if is_package(name, at)]
print("incumbent" + json.dumps({
    "path": sys.executable,
    "prefix": sys.prefix,
    "version": "%d.%d.%d" % sys.version_info[:3],
    "installed": [name for name, at in found if at is not None],
    "missing": [name for name, at in found if at is None],
}))
`;

const answerSchema = z.object({
  path: z.string(),
  prefix: z.string(),
  version: z.string(),
  installed: z.array(z.string()),
  missing: z.array(z.string()),
});

/** Asks a Python for its version and which packages it has; null where it does not answer as one. */
export async function probePackages(probe: PackageProbe): Promise<ProbedPython | null> {
  const { path, folder, own, names, env, signal } = probe;
  const options = { env, signal, timeout: LIMIT_MS, killSignal: 'SIGKILL' } as const;
  return await new Promise((resolve) => {
    execFile(path, ['-I', '-c', PROBE, own, folder, ...names], options, (_, stdout) => {
      const answer = /^incumbent(\{.*\})\s*$/m.exec(stdout)?.[1];
      resolve(answer === undefined ? null : answerSchema.parse(JSON.parse(answer)));
    });
  });
}
