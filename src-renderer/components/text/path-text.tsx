import { useLayoutEffect, useRef, useState } from 'react';
import { cutAtBeginning, tilde } from '#renderer/format/paths.ts';
import { useHost } from '#renderer/stores/stores.ts';
import { tip } from '../tips/tip.ts';
import classes from './path-text.module.css';

/** The end of a text that its element has no room for; null where it fits. Its letters are equally wide. */
function useCut(text: string) {
  const ref = useRef<HTMLSpanElement>(null);
  const [cut, setCut] = useState<string | null>(null);
  useLayoutEffect(() => {
    const whole = ref.current;
    const box = whole?.parentElement;
    if (!whole || !box) {
      return;
    }
    const observer = new ResizeObserver(() => {
      const letter = whole.offsetWidth / Math.max(1, text.length);
      const room = Math.floor(box.clientWidth / letter);
      setCut(whole.offsetWidth > box.clientWidth + 1 && room > 0 ? cutAtBeginning(text, room) : null);
    });
    observer.observe(box);
    observer.observe(whole);
    return () => observer.disconnect();
  }, [text]);
  return { ref, cut };
}

/** A path with the home directory as `~`, cut at its beginning where the place is narrow; whole on hover. */
export function PathText({ path }: { path: string }) {
  const home = useHost((state) => state.info?.home ?? null);
  const text = tilde(path, home);
  const { ref, cut } = useCut(text);
  return (
    <span className={classes.path} {...tip(path)}>
      {/* Keeps the width that the path would like to have, and is what a screen reader says and a copy takes. */}
      <span ref={ref} className={classes.whole} data-cut={cut !== null || undefined}>
        {text}
      </span>
      {cut !== null && (
        <span className={classes.cut} aria-hidden="true">
          {cut}
        </span>
      )}
    </span>
  );
}
