import { childOf, type MapNode } from '#core/config/document/node.ts';
import type { Report } from '#core/config/document/report.ts';
import { didYouMean } from '#core/config/words/near-names.ts';
import { INCUMBENT_DEFAULTS, type IncumbentSettings } from '#core/contract/setup/settings.ts';
import { readEnvironment } from '../environment.ts';
import { duration, size } from '../quantities.ts';
import { INCUMBENT_KEYS } from '../run-keys.ts';
import {
  boolean,
  oneOf,
  type Reader,
  type Readers,
  readSection,
  refuse,
  text,
  wholeNumber,
} from '../value-readers.ts';

const READERS: Readers<IncumbentSettings> = {
  python: text,
  env: readEnvironment,
  evaluation_timeout: duration,
  heartbeat: duration,
  lease: duration,
  requeue: oneOf(['automatic', 'ask']),
  max_requeues: wholeNumber(0),
  max_duration: duration,
  until_stopped: boolean,
  cost_unit: text,
  log_limit: size,
  tensorboard: boolean,
  note: text,
};

/** The `incumbent:` section with its defaults. */
export const readIncumbent: Reader<IncumbentSettings> = (node, report) => {
  if (node.kind !== 'map') {
    return refuse(node, 'a mapping', { report });
  }
  const values = new Map(node.entries.map(({ key, value }) => [key.name, value]));
  refuseUnknownKeys(node, report);
  const settings = { ...INCUMBENT_DEFAULTS, ...readSection(values, READERS, report) };
  checkLease(node, { settings, report });
  return settings;
};

function refuseUnknownKeys(node: MapNode, report: Report): void {
  for (const { key } of node.entries) {
    if (!INCUMBENT_KEYS.includes(key.name)) {
      const hint = didYouMean(key.name, INCUMBENT_KEYS);
      const message = `\`${key.name}\` is not a key of \`incumbent\`.${hint}`;
      report.error('unknown-key', key, message);
    }
  }
}

type Lease = { readonly settings: IncumbentSettings; readonly report: Report };

/** A worker whose heartbeat comes later than its lease ends would be taken for dead while it works. */
function checkLease(node: MapNode, { settings, report }: Lease): void {
  const { heartbeat, lease } = settings;
  if (lease >= 2 * heartbeat) {
    return;
  }
  const at = childOf(node, 'lease') ?? childOf(node, 'heartbeat') ?? node;
  const found = `a lease of ${lease} s and a heartbeat of ${heartbeat} s`;
  report.error(
    'lease-too-short',
    at,
    `Expected \`lease\` to be at least twice \`heartbeat\`, found ${found}.`,
  );
}
