import { open } from 'node:fs/promises';

/** How often a growing file is looked at: as live as people can see. */
const LOOK_MILLISECONDS = 150;

/** A file that is being followed; `end` gives what is left and resolves once all was given. */
export type FollowedFile = { end(): Promise<void> };

/** Gives each piece that is appended to a text file, which may not be there yet, as whole characters. */
export function followFile(file: string, onText: (text: string) => void): FollowedFile {
  const decoder = new TextDecoder();
  let offset = 0;
  let looking = Promise.resolve();
  const look = async () => {
    const piece = await readFrom(file, offset);
    offset += piece.length;
    const text = decoder.decode(piece, { stream: true });
    if (text !== '') {
      onText(text);
    }
  };
  const timer = setInterval(() => {
    looking = looking.then(look);
  }, LOOK_MILLISECONDS);
  return {
    end: async () => {
      clearInterval(timer);
      await looking.then(look);
    },
  };
}

async function readFrom(file: string, offset: number): Promise<Buffer> {
  const handle = await open(file, 'r').catch(() => null);
  if (handle === null) {
    return Buffer.alloc(0);
  }
  try {
    const { size } = await handle.stat();
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(Math.max(0, size - offset)), {
      position: offset,
    });
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}
