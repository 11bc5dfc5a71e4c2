import { Menu } from '@mantine/core';
import {
  type KeyboardEvent,
  type ReactElement,
  type ReactNode,
  useLayoutEffect,
  useRef,
  useState,
} from 'react';

type PopUpMenuProps = {
  /** The button that opens it. */
  readonly target: ReactElement;
  readonly className?: string | undefined;
  /** `Menu.Item`s, and what stands between them. */
  readonly children: ReactNode;
};

/**
 * The first entry has the focus in the moment in which the menu is drawn, and what had it before has it again in the
 * moment in which the menu is gone: a dialog that an entry opens comes later and keeps the focus, and no key is lost or
 * meant for another entry, however slow the machine is.
 */
function Entries({ children }: { children: ReactNode }) {
  const place = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const before = document.activeElement;
    const entries = place.current;
    entries?.querySelector<HTMLElement>('[role=menuitem]')?.focus({ preventScroll: true });
    return () => {
      if (before instanceof HTMLElement && entries?.contains(document.activeElement)) {
        before.focus({ preventScroll: true });
      }
    };
  }, []);
  return <div ref={place}>{children}</div>;
}

/** Entries behind a button. Tab and Escape close it. */
export function PopUpMenu({ target, className, children }: PopUpMenuProps) {
  const [isOpen, setOpen] = useState(false);
  const pressed = (event: KeyboardEvent) => {
    if (event.key === 'Tab') {
      event.preventDefault();
      setOpen(false);
    }
  };
  return (
    <Menu opened={isOpen} onChange={setOpen} trapFocus={false} returnFocus={false}>
      <Menu.Target>{target}</Menu.Target>
      <Menu.Dropdown className={className ?? ''} onKeyDown={pressed}>
        <Entries>{children}</Entries>
      </Menu.Dropdown>
    </Menu>
  );
}
