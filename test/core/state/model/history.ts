import { expect } from 'vitest';
import { createJournalReader } from '#core/state/journal/journal-reader.ts';
import { createLedger, type Ledger } from '#core/state/ledger/ledger.ts';
import type { Claim, EvaluationReport, StepPlan } from '#core/state/session/step.ts';
import type { DiskChange } from '#test/chaos/support/simulated-disk.ts';
import { sampleOf } from '../run-fixture.ts';
import { type Actor, asActor, join } from './actors.ts';

export const BUDGET = 8;
const RUNG = { bracket: 0, rung: 0, fidelity: 1 } as const;

/** One thing that happens in a history; `who` and `which` choose among those that there are. */
export type Happening = {
  readonly what:
    | 'reserve'
    | 'sample'
    | 'promote'
    | 'enqueue'
    | 'report'
    | 'fail'
    | 'hand-back'
    | 'take'
    | 'mourn'
    | 'reopen'
    | 'delete'
    | 'repair'
    | 'leave'
    | 'sleep'
    | 'wake'
    | 'kill'
    | 'kill-soon';
  readonly who: number;
  readonly which: number;
};

/** The result that counted for a trial when a step with it had returned, and between which changes of the disk. */
type Promised = {
  readonly trial: string;
  readonly loss: unknown;
  readonly from: number;
  /** When somebody began to take it back; null while nobody has. */
  until: number | null;
};

/** What has happened so far, and who lives. */
export type World = {
  readonly root: string;
  readonly changes: readonly DiskChange[];
  readonly actors: (Actor | null)[];
  readonly promised: Promised[];
  /** Every result that was ever given to a step. */
  readonly told: Set<string>;
  /** Attempts that were handed out. */
  readonly attempts: Set<string>;
  names: number;
};

export function replayed(root: string): Ledger {
  const ledger = createLedger();
  ledger.apply(createJournalReader(root).readAllSync());
  return ledger;
}

/** Lets it happen; nothing where it can't. */
export async function happen(world: World, happening: Happening): Promise<void> {
  const slot = happening.who % world.actors.length;
  const actor = await living(world, slot, happening);
  if (actor === null) {
    return;
  }
  switch (happening.what) {
    case 'kill':
      actor.isDead = true;
      return;
    case 'kill-soon':
      actor.writesLeft = happening.which % 24;
      return;
    case 'sleep':
      actor.isAsleep = true;
      return;
    case 'wake':
      actor.isAsleep = false;
      return;
    default:
      if (!actor.isAsleep) {
        await act(world, actor, happening);
        expectBudgetKept(world);
      }
  }
}

/** The actor of a slot; in the place of a dead one another joins. */
async function living(world: World, slot: number, { which }: Happening): Promise<Actor | null> {
  const found = world.actors[slot] ?? null;
  if (found !== null && !found.isDead) {
    return found;
  }
  found?.session.close();
  world.names += 1;
  const joined = await join(world.root, `w${world.names}`, which % 7 === 0 ? which % 11 : null);
  world.actors[slot] = joined;
  return joined;
}

function pick<T>(items: readonly T[], which: number): T | null {
  return items[which % Math.max(1, items.length)] ?? null;
}

async function act(world: World, actor: Actor, { what, which }: Happening): Promise<void> {
  const { ledger } = actor.session;
  const trial = pick(ledger.all, which)?.trial ?? null;
  switch (what) {
    case 'reserve':
      return step(world, actor, (now) => ({ reserve: now.evaluations.committed < BUDGET ? 1 : 0 }));
    case 'take':
      return step(world, actor, (now) => ({
        take: now
          .inState('pending')
          .slice(0, 1)
          .map(({ trial: id }) => id),
      }));
    case 'mourn':
      return step(world, actor, (now) => mourning(world, now));
    case 'reopen':
    case 'delete':
      return withdraw(world, actor, what, trial);
    case 'report':
    case 'fail':
      return report(world, actor, pick(actor.claims, which), what);
    case 'hand-back':
      return handBack(actor, pick(actor.claims, which));
    case 'repair':
      await asActor(actor, () => actor.session.repair());
      return;
    case 'leave':
      return leave(world, actor);
    default:
      return begin(world, actor, what === 'promote' || what === 'enqueue' ? what : 'sample');
  }
}

/** Those who are dead or asleep hold nothing any more. */
function mourning({ actors }: World, ledger: Ledger): StepPlan {
  const awake = new Set(
    actors.flatMap((other) => (other?.isDead === false && !other.isAsleep ? [other.name] : [])),
  );
  const because = 'it seems to be dead';
  const requeue = ledger
    .inState('evaluating')
    .filter(({ worker }) => worker !== null && !awake.has(worker))
    .map(({ trial }) => ({ trial, because, counts: true }));
  const release = [...ledger.reservations.values()]
    .filter(({ worker }) => !awake.has(worker))
    .map(({ number, worker }) => ({ number, worker, because }));
  return { requeue, release };
}

async function step(world: World, actor: Actor, decide: (ledger: Ledger) => StepPlan): Promise<void> {
  const outcome = await asActor(actor, () => actor.session.step({ decide }));
  actor.reservations.push(...(outcome?.reservations ?? []));
  for (const claim of outcome?.taken ?? []) {
    takeClaim(world, actor, claim);
  }
}

/** No attempt is given out twice, and of all who are awake one alone may go on with a trial. */
function takeClaim(world: World, actor: Actor, claim: Claim): void {
  const attempt = `${claim.trial} ${claim.attempt}`;
  expect(world.attempts.has(attempt), `attempt ${attempt} was given out before`).toBe(false);
  world.attempts.add(attempt);
  actor.claims.push(claim);
  const holders = world.actors.filter(
    (other) =>
      other?.isDead === false &&
      other.claims.some((mine) => mine.trial === claim.trial && !other.session.isSuperseded(mine)),
  );
  expect(holders.map((other) => other?.name)).toEqual([actor.name]);
}

async function begin(world: World, actor: Actor, what: 'sample' | 'promote' | 'enqueue'): Promise<void> {
  const reservation = actor.reservations.shift();
  if (reservation === undefined) {
    return;
  }
  const { session } = actor;
  const sample = { ...sampleOf(reservation.number / 16), ...RUNG };
  if (what === 'enqueue') {
    await asActor(actor, () => session.enqueue(reservation, sample));
    return;
  }
  const from = session.ledger.inState('success').find(({ rung }) => rung === 0)?.trial;
  const decision =
    what === 'promote' && from !== undefined
      ? ({ kind: 'promote', from, bracket: 0, rung: 1, fidelity: 3 } as const)
      : sample;
  const claim = await asActor(actor, () => session.begin(reservation, decision));
  if (claim !== null) {
    takeClaim(world, actor, claim);
  }
}

export function reportOn(claim: Claim, what: 'report' | 'fail'): EvaluationReport {
  const loss = claim.number + claim.attempt / 128 + (claim.rung ?? 0) / 2;
  return what === 'report'
    ? { kind: 'success', loss, cost: 1, learning_curve: [loss + 1, loss], extra: { note: 'x'.repeat(3000) } }
    : {
        kind: 'failed',
        error: { type: 'ValueError', message: String(loss), traceback: 'x\n'.repeat(900) },
        cost: null,
      };
}

async function report(
  world: World,
  actor: Actor,
  claim: Claim | null,
  what: 'report' | 'fail',
): Promise<void> {
  if (claim === null) {
    return;
  }
  actor.claims.splice(actor.claims.indexOf(claim), 1);
  const finished = { claim, report: reportOn(claim, what), ended: Date.now(), seconds: 1 };
  world.told.add(`${claim.trial} ${JSON.stringify(lossOf(finished.report))}`);
  const outcome = await asActor(actor, () => actor.session.step({ reports: [finished] }));
  if (outcome !== null) {
    expect(replayed(world.root).hasReport(claim.trial, claim.attempt)).toBe(true);
    const { ledger } = actor.session;
    if (ledger.get(claim.trial) !== null) {
      const { loss } = ledger.get(claim.trial) ?? {};
      world.promised.push({ trial: claim.trial, loss, from: world.changes.length, until: null });
    }
  }
}

function lossOf(given: EvaluationReport): number | null {
  return given.kind === 'success' ? given.loss : null;
}

/** A result is taken back; where the actor is killed meanwhile, nobody knows whether it was. */
async function withdraw(
  world: World,
  actor: Actor,
  what: 'reopen' | 'delete',
  trial: string | null,
): Promise<void> {
  actor.session.refresh();
  const { ledger } = actor.session;
  const isCompleted = trial !== null && ledger.completed.some((other) => other.trial === trial);
  if (!isCompleted || ledger.isContinued(trial)) {
    return;
  }
  for (const promise of world.promised.filter((other) => other.trial === trial)) {
    promise.until ??= world.changes.length;
  }
  const because = 'a person wants it so';
  await step(world, actor, () =>
    what === 'delete' ? { delete: [trial] } : { requeue: [{ trial, because, counts: false }] },
  );
}

async function handBack(actor: Actor, claim: Claim | null): Promise<void> {
  if (claim !== null) {
    actor.claims.splice(actor.claims.indexOf(claim), 1);
    await asActor(actor, () => actor.session.handBack(claim, 'it is asked to'));
  }
}

/** Leaves as workers do: with nothing in its hands. */
async function leave({ actors }: World, actor: Actor): Promise<void> {
  while (actor.claims.length > 0 && !actor.isDead) {
    await handBack(actor, actor.claims[0] ?? null);
  }
  await asActor(actor, () => actor.session.end('it leaves'));
  actors[actors.indexOf(actor)] = null;
}

function expectBudgetKept({ root }: World): void {
  expect(replayed(root).evaluations.committed).toBeLessThanOrEqual(BUDGET);
}
