import type { EntryOf } from './journal-entry.ts';

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
  /** Answers the trials that the reservation had become, as far as they are known: they no longer stand. */
  release(entry: EntryOf<'release'>): readonly string[];
  /** Whether others gave this entry's number back before it was used: the entry then does not count. */
  wasTakenBack(entry: Decided): boolean;
};

export function createReservations(): Reservations {
  const live = new Map<string, ReservationInfo>();
  /**
   * Every reservation that came to an end, with the trial that it became; with several, between spaces, where a
   * journal claims what can't be. Ends may be read before beginnings.
   */
  const settled = new Map<string, string>();
  const takenBack = new Set<string>();

  function settle(reservation: string, trial: string): void {
    live.delete(reservation);
    const before = settled.get(reservation) ?? '';
    const known = trial === '' || before.split(' ').includes(trial);
    settled.set(reservation, known ? before : `${before} ${trial}`.trimStart());
  }

  return {
    live,
    reserve(entry) {
      const { number, writer: worker, fence, time } = entry;
      const reservation = key(worker, number);
      if (!settled.has(reservation)) {
        live.set(reservation, { number, worker, fence, time });
      }
    },
    use: (entry) => settle(reservationOf(entry), entry.trial),
    release(entry) {
      const reservation = key(entry.of, entry.number);
      settle(reservation, '');
      if (entry.of === entry.writer) {
        return [];
      }
      takenBack.add(reservation);
      return settled.get(reservation)?.split(' ') ?? [];
    },
    wasTakenBack: (entry) => takenBack.size > 0 && takenBack.has(reservationOf(entry)),
  };
}

function key(worker: string, number: number): string {
  return `${number} ${worker}`;
}

function reservationOf(entry: Decided): string {
  return key(entry.writer, entry.op === 'sample' ? entry.number : entry.reservation);
}
