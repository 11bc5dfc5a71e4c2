import type { EntryOf } from '../journal/journal-entry.ts';

/** A live reservation: a number that a worker set aside and has not used or given back. */
export type ReservationInfo = {
  readonly number: number;
  readonly worker: string;
  readonly fence: number;
  readonly time: number;
};

type Decided = EntryOf<'sample'> | EntryOf<'promote'>;

/** Trial numbers that are set aside, as the journals tell. */
export type Reservations = {
  /** By number and worker: a worker whose lock was broken may hold a number beside its proper holder for a moment. */
  readonly live: ReadonlyMap<string, ReservationInfo>;
  reserve(entry: EntryOf<'reserve'>): void;
  use(entry: Decided): void;
  /** Answers the trials that the reservation may have become: they no longer stand. */
  release(entry: EntryOf<'release'>): readonly string[];
  /** Whether others gave a writer's number back before it was used: what became of it then does not count. */
  wasTakenBack(writer: string, number: number): boolean;
};

/**
 * Nothing is kept of a number that became the trial of its name, as most do. A line that is read twice is known by its
 * place among those of its writer.
 */
export function createReservations(): Reservations {
  const live = new Map<string, ReservationInfo>();
  /** Numbers that became trials of other names, with those; several, between spaces, where journals contradict. */
  const became = new Map<number, string>();
  const takenBack = new Set<string>();
  const read = new Map<string, number>();

  function isNew({ writer, seq }: EntryOf<'reserve' | 'release'> | Decided): boolean {
    if (seq <= (read.get(writer) ?? 0)) {
      return false;
    }
    read.set(writer, seq);
    return true;
  }

  return {
    live,
    reserve(entry) {
      const { number, writer: worker, fence, time } = entry;
      if (isNew(entry) && !takenBack.has(key(worker, number))) {
        live.set(key(worker, number), { number, worker, fence, time });
      }
    },
    use(entry) {
      const number = entry.op === 'sample' ? entry.number : entry.reservation;
      if (isNew(entry)) {
        live.delete(key(entry.writer, number));
      }
      const before = became.get(number)?.split(' ') ?? [];
      if (entry.trial !== String(number) && !before.includes(entry.trial)) {
        became.set(number, [...before, entry.trial].join(' '));
      }
    },
    release(entry) {
      const { number, of, writer } = entry;
      if (of === writer) {
        if (isNew(entry)) {
          live.delete(key(of, number));
        }
        return [];
      }
      live.delete(key(of, number));
      takenBack.add(key(of, number));
      return [String(number), ...(became.get(number)?.split(' ') ?? [])];
    },
    wasTakenBack: (writer, number) => takenBack.size > 0 && takenBack.has(key(writer, number)),
  };
}

function key(worker: string, number: number): string {
  return `${number} ${worker}`;
}
