// Writes more than its limit of file sizes allows (`ulimit -f`), as on a disk that is nearly full: exit code 0 where
// that went unnoticed, 3 where it was refused.
import { writeAtomic } from '#core/platform/files.ts';

try {
  writeAtomic(process.argv[2] ?? '', 'x'.repeat(100_000), { fsync: true });
} catch {
  process.exit(3);
}
