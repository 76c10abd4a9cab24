import { parentPort } from 'node:worker_threads';
import { readOutput } from './parsers.ts';
import { loadPdfJs } from './pdf.ts';
import type { ReadAnswer, ReadRequest } from './reader.ts';

// It takes long, so it is loaded before the first PDF is printed.
void loadPdfJs();

parentPort?.on('message', ({ id, kind, content }: ReadRequest) => {
  void readOutput(kind, content).then((read) => parentPort?.postMessage({ id, read } satisfies ReadAnswer));
});
