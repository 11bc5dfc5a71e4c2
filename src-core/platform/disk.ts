import { statfsSync } from 'node:fs';
import { statfs } from 'node:fs/promises';

/** What `statfs` says of file systems of one machine: linux, include/uapi/linux/magic.h, and those of their own modules. */
const LOCAL_TYPES: ReadonlySet<number> = new Set([
  0xef53, // ext2, ext3, ext4
  0x58465342, // XFS
  0x9123683e, // Btrfs
  0x2fc12fc1, // ZFS
  0xf2f52010, // F2FS
  0xca451a4e, // bcachefs
  0x52654973, // ReiserFS
  0x3153464a, // JFS
  0x01021994, // tmpfs
  0x858458f6, // ramfs
  0x794c7630, // overlay
  0x61756673, // AUFS
  0x4d44, // FAT
  0x2011bab0, // exFAT
  0x5346544e, // NTFS
  0x7366746e, // NTFS3
]);

/**
 * Whether what one process writes into a file is seen by every other one that may see the file. Not so on network file
 * systems, such as NFS: there another machine sees it once it was synced. What Linux does not know to be local is not;
 * elsewhere types have no such numbers, and a disk counts as local.
 */
export function isLocalDisk(path: string): boolean {
  if (process.platform !== 'linux') {
    return true;
  }
  try {
    return LOCAL_TYPES.has(statfsSync(path).type);
  } catch {
    return false;
  }
}

/** Less than this is as good as nothing: a step of a worker writes several small files. */
const FULL_BYTES = 16_384;

/** Whether the disk that holds `path` is full; false where the system does not tell. */
export async function isDiskFull(path: string): Promise<boolean> {
  try {
    const { bavail, bsize } = await statfs(path);
    return bavail * bsize < FULL_BYTES;
  } catch {
    return false;
  }
}
