/** So long one frame may be spent on drawing, for all that is drawn together. */
const MOST_MILLISECONDS = 10;
const LEAST_MILLISECONDS = 1;
/** Frames that take longer are too full. */
const SLOW_FRAME_MILLISECONDS = 30;

/** What is being drawn, first come first drawn, each with the share of a frame's time that it may take. */
const drawings = new Map<Iterator<void, void>, number>();
let isAsked = false;
let budget = MOST_MILLISECONDS;
let before: number | null = null;

function ask(): void {
  if (!isAsked) {
    isAsked = true;
    requestAnimationFrame(go);
  }
}

/** Draws on until a time, or to the end; answers whether that is reached. */
function goesOn(drawing: Iterator<void, void>, until: number): boolean {
  while (performance.now() < until) {
    if (drawing.next().done === true) {
      return false;
    }
  }
  return true;
}

function go(now: number): void {
  isAsked = false;
  if (before !== null) {
    const isSlow = now - before > SLOW_FRAME_MILLISECONDS;
    budget = isSlow ? Math.max(LEAST_MILLISECONDS, budget / 2) : Math.min(MOST_MILLISECONDS, budget * 1.5);
  }
  const begun = performance.now();
  try {
    for (const [drawing, share] of drawings) {
      if (!goesOn(drawing, begun + budget * share)) {
        drawings.delete(drawing);
      }
    }
  } finally {
    before = drawings.size > 0 ? now : null;
    // One that has thrown is done, and holds up no other.
    if (drawings.size > 0) {
      ask();
    }
  }
}

/**
 * Draws frame by frame, so that the page stays quick however much there is, on however many charts; returns what stops it.
 * The first part is drawn with the next picture, which shows it together with whatever else has changed, and not in the
 * task that changes it. Without a graphics processor most of the work comes after ours, when the picture is put together:
 * frames that take too long leave less for the next.
 *
 * @param share of a frame's time, less than 1 for what takes much longer to paint than to tell
 */
export function drawByFrames(steps: Iterator<void, void>, share = 1): () => void {
  drawings.set(steps, share);
  ask();
  return () => {
    drawings.delete(steps);
  };
}
