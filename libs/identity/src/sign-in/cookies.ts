/** The value of a cookie in a request's header. */
export function cookieIn(header: string | undefined, wanted: string): string | undefined {
  for (const part of (header ?? '').split(';')) {
    const [name, value] = part.trim().split('=');
    if (name === wanted && value) return value;
  }
  return undefined;
}

/**
 * The line that sets a cookie; without `seconds` it goes with the browser. Lax, so that a link from a mail opens the page signed
 * in; every change is checked for its origin besides (S11).
 */
export function cookieLine(name: string, value: string, secure: boolean, seconds: number | undefined): string {
  return [
    `${name}=${value}`,
    'Path=/',
    'HttpOnly',
    'SameSite=Lax',
    ...(secure ? ['Secure'] : []),
    ...(seconds === undefined ? [] : [`Max-Age=${seconds}`]),
  ].join('; ');
}
