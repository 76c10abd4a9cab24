/** The JSON pointer (RFC 6901) of an entry of what `pointer` leads to; the pointer of the whole is the empty text. */
export function childPointer(pointer: string, key: PropertyKey): string {
  const name = String(key);
  return `${pointer}/${/[~/]/.test(name) ? name.replaceAll('~', '~0').replaceAll('/', '~1') : name}`;
}
