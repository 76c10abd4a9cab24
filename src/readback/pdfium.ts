import path from 'node:path';
import type { Functions } from '@embedpdf/pdfium';
import { fileOfBundle, packageFolder } from '../core/machine/installed-package.ts';
import { disk } from '../core/machine/machine.ts';

/** The functions of PDFium as WebAssembly has them: numbers, in which 0 is false or nothing, and addresses in its memory. */
export type Calls = Readonly<Record<keyof Functions, (...numbers: readonly number[]) => number>>;

/** PDFium, and its memory. */
export interface Pdfium {
  readonly calls: Calls;
  /** The text that a function writes as UTF-16 where it gets an address and a size, and returns the size in bytes. */
  readonly readText: (write: (address: number, size: number) => number) => string;
  /** The same for a function that reads the room in bytes at an address and writes the size there; without room it writes the size only. */
  readonly readSized: (write: (address: number, size: number) => void) => string;
  /** An address with room for a few numbers, which any function may write; it can be divided by 8. */
  readonly room: number;
  /** Its memory as numbers of 8 and of 4 bytes; valid until the next call. */
  readonly doubles: () => Float64Array;
  readonly floats: () => Float32Array;
  /** Bytes in its memory; valid until the next call. */
  readonly bytes: (address: number, size: number) => Uint8Array;
  /** The address of a name in its memory, which is kept. */
  readonly name: (text: string) => number;
  /** Copies bytes into its memory, and returns their address. */
  readonly keep: (bytes: Uint8Array) => number;
  readonly free: (address: number) => void;
}

interface Exports extends Calls {
  readonly memory: { readonly buffer: ArrayBuffer };
  malloc(size: number): number;
  readonly free: (address: number) => void;
}

let loading: Promise<Pdfium> | undefined;

/** Loads PDFium, once. This takes a while, so call it early. Throws an EnvironmentError if it is not installed. */
export function loadPdfium(): Promise<Pdfium> {
  return (loading ??= load());
}

async function load(): Promise<Pdfium> {
  const file = fileOfBundle('pdfium.wasm') ?? path.join(packageFolder('@embedpdf/pdfium'), 'dist', 'pdfium.wasm');
  const binary = disk.readFile(file);
  const { init } = await import('@embedpdf/pdfium');
  const { pdfium } = await init({ wasmBinary: await binary });
  // Its wrappers of these functions convert and check numbers, which takes longer than most of the functions.
  const exports = pdfium.wasmExports as unknown as Exports;
  exports.PDFiumExt_Init();
  return openMemory(exports);
}

/** Room for most texts, in bytes. */
const ROOM = 4096;

function openMemory(exports: Exports): Pdfium {
  const scratch = exports.malloc(ROOM);
  let view = new DataView(exports.memory.buffer);
  let doubles = new Float64Array(exports.memory.buffer);
  let floats = new Float32Array(exports.memory.buffer);
  /** A view of the whole memory, which moves when it grows. */
  function memory(): DataView {
    if (view.buffer !== exports.memory.buffer) view = new DataView(exports.memory.buffer);
    return view;
  }
  function bytes(address: number, size: number): Uint8Array {
    return new Uint8Array(exports.memory.buffer, address, size);
  }
  function keep(content: Uint8Array): number {
    const address = exports.malloc(content.length);
    bytes(address, content.length).set(content);
    return address;
  }
  const names = new Map<string, number>();
  function textAt(address: number, size: number): string {
    // two bytes end the text
    return Buffer.from(exports.memory.buffer, address, Math.max(0, size - 2)).toString('utf16le');
  }
  return {
    calls: exports,
    bytes,
    readText(write) {
      const size = write(scratch, ROOM);
      if (size <= ROOM) return textAt(scratch, size);
      const room = exports.malloc(size);
      const text = textAt(room, write(room, size));
      exports.free(room);
      return text;
    },
    readSized(write) {
      function sizeAfter(room: number, space: number): number {
        memory().setInt32(scratch, space, true);
        write(room, scratch);
        return memory().getInt32(scratch, true);
      }
      const size = sizeAfter(0, 0);
      const room = exports.malloc(size);
      const text = textAt(room, sizeAfter(room, size));
      exports.free(room);
      return text;
    },
    room: scratch,
    doubles() {
      if (doubles.buffer !== exports.memory.buffer) doubles = new Float64Array(exports.memory.buffer);
      return doubles;
    },
    floats() {
      if (floats.buffer !== exports.memory.buffer) floats = new Float32Array(exports.memory.buffer);
      return floats;
    },
    name(text) {
      const known = names.get(text) ?? keep(Buffer.from(`${text}\0`));
      names.set(text, known);
      return known;
    },
    keep,
    free: (address) => exports.free(address),
  };
}
