/** What the trap of a dialog would choose: what asks for it, otherwise the first that can have it. */
const FIRST = 'input:enabled, select:enabled, textarea:enabled, button:enabled, a[href]';

/**
 * As a `ref`: gives the focus to what was drawn, or to what in it comes first, in the moment in which it is drawn. A
 * dialog's own trap does so a little later: keys that are pressed until then would be the page's.
 */
export function takeFocus(drawn: HTMLElement | null): void {
  const inside = (selector: string) => drawn?.querySelector<HTMLElement>(selector);
  const first = inside('[data-autofocus]') ?? inside(FIRST) ?? drawn;
  first?.focus({ preventScroll: true });
}
