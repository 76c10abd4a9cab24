import { createHash, hash } from 'node:crypto';

/** SHA-256 of some bytes, as lower-case hex. */
export function sha256(...parts: (string | Uint8Array)[]): string {
  const [first = '', ...others] = parts;
  if (others.length === 0) return hash('sha256', first);
  const joined = createHash('sha256');
  for (const part of parts) joined.update(part);
  return joined.digest('hex');
}
