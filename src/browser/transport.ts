import type { Readable, Writable } from 'node:stream';
import type { ConnectionTransport } from 'puppeteer-core';

/**
 * The DevTools protocol over a pair of pipes: JSON messages, each followed by a NUL. With pipes, no port is open on the
 * machine, and a browser whose parent has ended ends by itself. The owner of the process calls `onclose` when it ends.
 */
export function pipeTransport(write: Writable, read: Readable): ConnectionTransport {
  const transport: ConnectionTransport = {
    send: (message) => void write.write(`${message}\0`),
    close: () => void write.end(),
  };
  let parts: Buffer[] = [];
  read.on('data', (chunk: Buffer) => {
    let start = 0;
    for (let end = chunk.indexOf(0); end >= 0; end = chunk.indexOf(0, start)) {
      const message = Buffer.concat([...parts, chunk.subarray(start, end)]).toString();
      parts = [];
      start = end + 1;
      transport.onmessage?.(message);
    }
    parts.push(chunk.subarray(start));
  });
  // A process that dies breaks its pipes: its end is reported, not this.
  read.on('error', () => undefined);
  write.on('error', () => undefined);
  return transport;
}
