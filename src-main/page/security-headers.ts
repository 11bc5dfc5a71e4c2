/**
 * Headers of every answer of both hosts. Scripts come from the page's own files only, styles from its own files or with
 * this answer's nonce; nothing may frame the page, and no address leaks to anywhere.
 *
 * @param nonce allowed on `<style>` elements of this one answer; null where the answer is no page.
 * @param connect sources that the page may open connections to, in the policy's own syntax.
 */
export function securityHeaders(nonce: string | null, connect: string): Readonly<Record<string, string>> {
  const policy = [
    `default-src 'none'`,
    `script-src 'self'`,
    `style-src 'self'${nonce === null ? '' : ` 'nonce-${nonce}'`}`,
    `img-src 'self' data: blob:`,
    `font-src 'self'`,
    `connect-src ${connect}`,
    `worker-src 'self'`,
    `manifest-src 'self'`,
    `base-uri 'none'`,
    `form-action 'none'`,
    `frame-ancestors 'none'`,
  ].join('; ');
  return {
    'content-security-policy': policy,
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
  };
}
