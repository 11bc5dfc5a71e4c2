/** The nonce that the content security policy of this very page load allows on <style> elements; empty without one. */
export function styleNonce(): string {
  return document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? '';
}
