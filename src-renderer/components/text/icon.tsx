import type { IconProps } from '@tabler/icons-react';
import type { ComponentType } from 'react';

/** A Tabler icon in the house's size and stroke; decoration beside a word, so hidden from screen readers. */
export function Icon({ of: Shape, small = false }: { of: ComponentType<IconProps>; small?: boolean }) {
  return (
    <Shape size={small ? 14 : 16} stroke={1.6} aria-hidden="true" focusable="false" className="icon-mark" />
  );
}
