/** What decides whether a request is answered. */
export interface GuardedRequest {
  readonly method?: string | undefined;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
}

/**
 * The status with which a request is refused; undefined where it is not. A page of somebody else in the same browser
 * sends its own origin, and one that made its name lead to this machine sends that name as the host.
 */
export function refusalOf({ method = '', headers }: GuardedRequest, port: number): number | undefined {
  const hosts = ['127.0.0.1', 'localhost'].map((name) => `${name}:${port}`);
  const { host, origin, 'sec-fetch-site': site } = headers;
  if (!hosts.includes(String(host))) return 403;
  if (origin !== undefined && origin !== `http://${String(host)}`) return 403;
  // browsers send it; a person who types the address comes from no site
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return 403;
  if (method === 'GET') return undefined;
  if (method !== 'POST') return 405;
  return origin === undefined ? 403 : undefined;
}
