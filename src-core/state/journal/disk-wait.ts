/** Sees to it that what was written gets to the disk, by as few syncs as can be: there is never more than one at a time. */
export type DiskWait = {
  /** Something was written that must get there. */
  note(): void;
  /** Begins to wait for all that was noted, while the caller goes on. A fault shows in the next `done`. */
  begin(): void;
  /** Resolves when all that was noted before the call is on the disk. May be repeated after an error. */
  done(): Promise<void>;
};

/** @param sync - brings everything that was written before its call to the disk */
export function createDiskWait(sync: () => Promise<void>): DiskWait {
  let [noted, safe] = [0, 0];
  let underWay: Promise<void> | null = null;

  async function syncNoted(): Promise<void> {
    const covered = noted;
    try {
      await sync();
      safe = covered;
    } finally {
      underWay = null;
    }
  }

  function start(): Promise<void> {
    underWay ??= syncNoted();
    return underWay;
  }

  async function done(): Promise<void> {
    // A sync that is under way may have begun before the last of it was written.
    for (const wanted = noted; safe < wanted; ) {
      await start();
    }
  }
  return {
    note: () => {
      noted += 1;
    },
    begin: () => {
      if (safe < noted) {
        start().catch(() => undefined);
      }
    },
    done,
  };
}
