import { Tooltip } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { followPointer, type Tip, tipOf } from './tip.ts';

const NOTHING: Tip = { words: '', position: 'top', multiline: false };

/** The tip of whatever the pointer is on: one for the whole page. Its words follow those of the element. */
export function TipLayer() {
  const target = useRef<HTMLElement | null>(null);
  const [isOpen, setOpen] = useState(false);
  const [tip, setTip] = useState(NOTHING);
  useEffect(() => {
    const read = () => {
      const found = target.current?.isConnected ? tipOf(target.current) : null;
      setOpen(found !== null);
      // What closes keeps its words until it is gone.
      setTip((before) => found ?? before);
    };
    const observer = new MutationObserver(read);
    const unfollow = followPointer((element) => {
      observer.disconnect();
      if (element === null) {
        setOpen(false);
        return;
      }
      target.current = element;
      observer.observe(element, { attributeFilter: ['data-tip'] });
      read();
    });
    return () => {
      unfollow();
      observer.disconnect();
    };
  }, []);
  return (
    <Tooltip
      target={target}
      opened={isOpen}
      label={tip.words}
      position={tip.position}
      multiline={tip.multiline}
    />
  );
}
