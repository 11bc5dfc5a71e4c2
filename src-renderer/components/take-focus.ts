/**
 * As a `ref`: gives the focus to what was drawn, or to what in it asks for it, in the moment in which it is drawn. A
 * dialog's own trap does so a little later: keys that are pressed until then would be the page's.
 */
export function takeFocus(drawn: HTMLElement | null): void {
  const first = drawn?.querySelector<HTMLElement>('[data-autofocus]') ?? drawn;
  first?.focus({ preventScroll: true });
}
