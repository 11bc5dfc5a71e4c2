/** So long one frame may be spent on drawing, for all that is drawn together. */
const FRAME_MILLISECONDS = 10;

/** What is being drawn, first come first drawn. */
const drawings = new Set<Iterator<void, void>>();
let isAsked = false;

function ask(): void {
  if (!isAsked) {
    isAsked = true;
    requestAnimationFrame(go);
  }
}

function go(): void {
  isAsked = false;
  const until = performance.now() + FRAME_MILLISECONDS;
  try {
    for (const drawing of drawings) {
      let isDone = false;
      while (!isDone && performance.now() < until) {
        isDone = drawing.next().done === true;
      }
      if (isDone) {
        drawings.delete(drawing);
      }
    }
  } finally {
    // One that has thrown is done, and holds up no other.
    if (drawings.size > 0) {
      ask();
    }
  }
}

/**
 * Draws frame by frame, so that the page stays quick however much there is, on however many charts; returns what stops it.
 * The first part is drawn with the next picture, which shows it together with whatever else has changed, and not in the
 * task that changes it.
 */
export function drawByFrames(steps: Iterator<void, void>): () => void {
  drawings.add(steps);
  ask();
  return () => {
    drawings.delete(steps);
  };
}
