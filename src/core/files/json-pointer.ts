/** The JSON pointer (RFC 6901) of an entry of what `pointer` leads to; the pointer of the whole is the empty text. */
export function childPointer(pointer: string, key: PropertyKey): string {
  return `${pointer}/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`;
}
