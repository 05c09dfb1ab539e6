/** The headers that stand on every response, errors too. */

const always = {
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'same-origin',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'X-Frame-Options': 'DENY',
  'Permissions-Policy': 'camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()',
} as const;

/** The headers for a path. */
export function securityHeaders(path: string, hstsSeconds: number): Record<string, string> {
  return {
    ...always,
    'Content-Security-Policy': contentSecurityPolicy(path),
    ...(hstsSeconds > 0 && { 'Strict-Transport-Security': `max-age=${hstsSeconds}` }),
  };
}

function contentSecurityPolicy(path: string): string {
  // Monaco writes style elements and attributes of its own; no other page may.
  const style = /^\/exercises\/[^/]+$/.test(path) ? "'self' 'unsafe-inline'" : "'self'";
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src ${style}`,
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "worker-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}
